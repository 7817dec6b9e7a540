# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Workbench (Python)
#     language: python
#     name: workbench
#   workbench:
#     title: Evaluation
#     summary: Two models, one number each, and the worse one wins. Which number should you have asked for?
#     minutes: 90
#     requires: [03_classical_ml/01_workflow, 03_classical_ml/02_linear_regression, 03_classical_ml/04_classification]
#     objectives:
#       Count the outcomes of a classifier, and make the rates and averages that have names:
#         [confusion_matrix, precision_recall_f1, averaged_scores, flagged]
#       Judge a ranking by its ROC curve and by average precision, and choose between them:
#         [roc_auc, roc_figure, average_precision, struck_out]
#       Judge probabilities: [probability_scores, one_number]
#       Choose a threshold from what mistakes cost, on the right rows: [cheapest_threshold, dashed_line]
#       Put an interval on a score, and decide between two models: [bootstrap_interval, verdict]
#       Judge a regression and a clustering: [regression_metrics, silhouette, how_many_groups]
#       Fold by class, by person and by time: [stratified_folds, expanding_folds, sorted_file]
#       Repair a search whose score is too good, and find a policy that is cheap on new rows: [nested_score, cheap_policy]
#     datasets: [credit_default, penguins, time_series]
#     extras: []
#     teaches:
#       confusion matrix: >-
#         A table of counts whose row is the true class and whose column is the predicted one.
#       precision: >-
#         The share of the flagged rows that are really positive.
#       recall: >-
#         The share of the positive rows that were flagged, also called sensitivity or true positive rate.
#       F1: >-
#         The harmonic mean of precision and recall, which is small when either is small.
#       ROC curve: >-
#         The true positive rate against the false positive rate, for all thresholds of a score.
#       average precision: >-
#         The precision at each threshold, averaged with the gain in recall there as its weight.
#       Brier score: >-
#         The mean squared difference between predicted probability and outcome.
#       bootstrap: >-
#         Drawing rows again from the rows at hand, with replacement, to see how far a number would scatter.
#       macro average: >-
#         The mean of a measure over classes, in which each class counts alike however rare it is.
#       micro average: >-
#         A measure of the counts summed over all classes, in which each row counts alike.
#       Matthews correlation coefficient: >-
#         The correlation between true and predicted class, 0 for a constant prediction and 1 for a perfect one.
#       Jaccard index: >-
#         Of the rows that are in a class or predicted to be, the share that are both.
#       silhouette: >-
#         How much nearer a point lies, on average, to its own cluster than to the nearest other one, from −1 to 1.
#       inertia: >-
#         The sum of squared distances of all points to the centre of their cluster.
#       nested cross-validation: >-
#         Cross-validation of a whole search, so that the rows which judge had no part in the choice.
#     uses:
#       [leakage, training set, test set, baseline, ROC AUC, pipeline, cross-validation, stratified folds, grouped folds,
#       time-ordered folds, RMSE, MAE, R², log loss, decision threshold, class weight, calibration]
#     covers:
#       "metrics: accuracy, precision, recall, F1, ROC, PR, MSE, MAE, R², silhouette, inertia":
#         [confusion_matrix, precision_recall_f1, roc_figure, average_precision, regression_metrics, silhouette, how_many_groups]
#       "train/test split, K-fold, stratified and time-series cross-validation":
#         [stratified_folds, expanding_folds, nested_score, sorted_file]
#     hardware: cpu
#     solutions: after_attempt
# ---

# %% [markdown]
# # Evaluation
#
# Two models are to say which credit-card customers will miss next month's payment. On customers whom neither has seen, A
# is right so much more often that nobody looks at B again. A month later somebody adds up what A's mistakes have cost, and
# asks you: **which model should have got the job, and what would a customer then cost, give or take?**
#
# The arithmetic was right. Accuracy answered a question that nobody had. Afterwards you can write the usual measures and
# say which question each answers, choose a threshold from a price, put an interval on a score, and fold rows as the
# model will be used. This builds on *Linear regression* and *Classification*, and takes about an hour and a half.

# %% tags=["parameters"]
seed = 0
scale = "small"

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn import metrics
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from workbench import Lesson, load_dataset

lesson = Lesson("03_classical_ml/05_evaluation")
rng = np.random.default_rng(seed)

# %% [markdown]
# ## What the rows are
#
# A row is a customer of a bank in Taiwan in September 2005: credit limit, and for each of six months the status of
# payment (`PAY_…`), the bill and what was paid. The answer is whether October's payment failed. Sex, age, education and
# marriage we leave out: whether a bank may use them is a question of its own.

# %%
personal = ["SEX", "AGE", "EDUCATION", "MARRIAGE"]
file = load_dataset("credit_default").drop(columns=["ID", *personal])
credit = file.sample(15_000, random_state=seed) if scale == "small" else file
defaulted = credit.pop("default_payment_next_month").to_numpy()
rates = [part.mean() for part in np.array_split(file["default_payment_next_month"], 15)]
print(
    f"defaults along the file, fifteenth by fifteenth: {min(rates):.1%} to {max(rates):.1%}; empty cells: {credit.isna().sum().sum()}"
)
print(file.groupby("PAY_0")["default_payment_next_month"].agg(["size", "mean"]).head(5).round(3).T)
print(f"rows that are not the only one of their kind: {credit.duplicated(keep=False).sum()}")
bills = credit[credit.duplicated(keep=False)].filter(like="BILL")
lesson.claim("Over three in four of these have no bill in any month", (bills == 0).all(axis=1).mean() > 0.75)
lesson.claim("Along the file the rate moves further than chance would let it", np.ptp(rates) > 0.07)

# %% [markdown]
# All rows speak of the same months, so there is no past to fit on. The file has an order all the same: nobody says which,
# and the rate moves along it, so we draw lots. `PAY_0` counts months of delay from 1 on; −1 stands for paid duly, −2 and
# 0 are not documented, and the table shows that these three are codes, not amounts. Some rows are equal in every column,
# mostly those of unused cards; they draw one lot together, or a customer of the training rows would come back as a new one.
#
# Two fifths of the lots *fit* the models. One fifth *chooses*: thresholds, and every measure that you try below. The
# rest *judges*, at the end; it is that large because you will ask how sure its verdict is.

# %%
same = credit.groupby(list(credit.columns)).ngroup().to_numpy()  # equal rows have equal numbers
lot = rng.random(same.max() + 1)[same]
fitting, choosing, judging = lot < 0.4, (lot >= 0.4) & (lot < 0.6), lot >= 0.6
X = credit.to_numpy(float)
X_fit, y_fit, X_choose, y_choose = X[fitting], defaulted[fitting], X[choosing], defaulted[choosing]

# %% [markdown]
# ## Four ways a yes-or-no prediction can end
#
# Everything starts from a table of counts: rows are the truth, columns the prediction, as in scikit-learn. The wrong way
# round, precision turns into recall without any error message.


# %%
@lesson.exercise
def confusion_matrix(y_true: np.ndarray, y_pred: np.ndarray, n_classes: int) -> np.ndarray:
    """How often each true class was predicted as each class.

    y_true, y_pred: integer labels in 0 … n_classes−1, shape (n,), n ≥ 1; not every class need occur. Returns an array C
    of shape (n_classes, n_classes), where C[i, j] counts the rows with y_true == i and y_pred == j.
    """


# %%
a = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(X_fit, y_fit)
b = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000, class_weight="balanced")).fit(X_fit, y_fit)
models = {"A": a, "B": b}
scores = {name: model.predict_proba(X_choose)[:, 1] for name, model in models.items()}
accuracy, caught = {}, {}
for name, score in scores.items():
    table = confusion_matrix(y_choose, (score >= 0.5).astype(int), 2)
    assert (table == metrics.confusion_matrix(y_choose, score >= 0.5)).all()
    accuracy[name], caught[name] = np.trace(table) / table.sum(), table[1, 1]
    print(
        f"{name}: accuracy {accuracy[name]:.3f}; {table[0, 1]} false alarms, {table[1, 1]} caught, {table[1, 0]} missed"
    )
print(f"'everybody pays': accuracy {1 - y_choose.mean():.3f}")
lesson.claim("A is right for at least one customer in ten more than B is", accuracy["A"] - accuracy["B"] > 0.09)
lesson.claim("It beats 'everybody pays' by less than one in twenty", accuracy["A"] + y_choose.mean() - 1 < 0.05)
lesson.claim("B catches twice as many of the defaults", caught["B"] > 2 * caught["A"])

# %% [markdown]
# From the counts come rates with names. *Precision*: of those we flagged, how many really defaulted? *Recall*: of those
# who defaulted, how many did we flag? *F1* is their harmonic mean $2PR/(P+R)$, small when either is small. What is
# precision when nobody is flagged? 0/0; by convention here, as in scikit-learn with `zero_division=0`, it is 0.
#
# Below, in an order drawn by lot: A at ½, B at ½, A at a lower threshold, and flagging everybody.

# %%
flagging = {"A": scores["A"] >= 0.5, "B": scores["B"] >= 0.5, "lower": scores["A"] >= 0.3, "all": scores["A"] >= 0}
drawn = np.random.default_rng(5).permutation(list(flagging))
for letter, name in zip("PQRS", drawn, strict=True):
    p, r, f, _ = metrics.precision_recall_fscore_support(y_choose, flagging[name], average="binary")
    print(f"{letter}: precision {p:.2f}, recall {r:.2f}, F1 {f:.2f}")

# %%
lesson.quiz(
    "flagged",
    "Which row belongs to B at ½?",
    ["Q", "S", "P", "R"],
    answer=...,
)


# %%
@lesson.exercise
def precision_recall_f1(y_true: np.ndarray, scores: np.ndarray, threshold: float) -> tuple[float, float, float]:
    """Precision, recall and F1 when every score of at least `threshold` is flagged.

    y_true: 0/1, shape (n,); scores: shape (n,), larger means more likely 1; threshold: a score equal to it is flagged.
    Precision, recall or F1 whose denominator is zero is 0.0. Returns (precision, recall, F1), floats in [0, 1].
    """
    flagged = ...
    tp = ...
    precision = ...
    recall = ...
    f1 = ...
    return precision, recall, f1


# %%
for name, score in scores.items():
    print(name, "precision {:.3f}, recall {:.3f}, F1 {:.3f}".format(*precision_recall_f1(y_choose, score, 0.5)))

# %% [markdown]
# ## All thresholds at once
#
# ½ was an accident. Slide the threshold down and follow two rates: the share of defaulters flagged and the share of
# payers flagged. They trace the *ROC curve*. The area below it, the AUC that you know, is the chance that a random
# defaulter scores above a random payer, a tie counting half (Hanley and McNeil, 1982). **Predict**: by how much do the
# areas of A and B differ?


# %%
@lesson.exercise
def roc_auc(y_true: np.ndarray, scores: np.ndarray) -> float:
    """The chance that a random positive has a larger score than a random negative, a tie counting one half.

    y_true: 0/1, shape (n,), both classes present; scores: shape (n,). Returns a float in [0, 1].
    """


# %% [markdown]
# The library has the curve. Draw it so that it can be read alone.


# %%
@lesson.exercise
def roc_figure(y_true: np.ndarray, scores: dict[str, np.ndarray]) -> plt.Figure:
    """A figure with one Axes that shows the ROC curves of several models; scikit-learn has `roc_curve` and `roc_auc_score`.

    y_true: 0/1, shape (n,), both classes present; scores: for each model's name its scores, shape (n,). Each curve (x:
    false positive rate, y: true positive rate, all corners or only those that matter) has the legend "NAME, AUC = 0.xxx"
    with three decimals; a dashed or dotted line goes from (0, 0) to (1, 1). The x axis is called "false positive rate",
    the y axis "true positive rate". Returns the matplotlib figure.
    """
    figure, axes = plt.subplots(figsize=(4.5, 4), layout="constrained")
    return figure


# %%
roc_figure(y_choose, scores)
plt.show()
area = {name: roc_auc(y_choose, score) for name, score in scores.items()}
lesson.claim("The areas of A and B differ by less than 0.005", abs(area["A"] - area["B"]) < 0.005)
lesson.claim(
    "Ours are scikit-learn's", all(np.isclose(area[m], metrics.roc_auc_score(y_choose, scores[m])) for m in scores)
)

# %% [markdown]
# A and B rank customers about equally well. B was fitted with class weights, which moved its scores: what differs is where ½
# cuts.
#
# ## Are they probabilities?
#
# Does 0.3 mean three in ten? Besides the reliability curve, two numbers ask: the log loss, and the *Brier score*, the mean
# of $(p-y)^2$. Both are least, on average, when $p$ is the true probability.
#
# By lot, the Brier scores of A, of B, of ½ for everybody, and of the share of defaults for everybody:

# %%
share = y_choose.mean()
said = {"A": scores["A"], "B": scores["B"], "half": np.full(len(y_choose), 0.5), "share": np.full(len(y_choose), share)}
drawn = np.random.default_rng(0).permutation(list(said))
for letter, name in zip("PQRS", drawn, strict=True):
    print(f"{letter}: {metrics.brier_score_loss(y_choose, said[name]):.3f}")

# %%
lesson.quiz(
    "one_number",
    "Which of the four belongs to B?",
    ["Q", "S", "R", "P"],
    answer=...,
)


# %%
@lesson.exercise
def probability_scores(y_true: np.ndarray, p: np.ndarray) -> tuple[float, float]:
    """The Brier score and the log loss of predicted probabilities.

    y_true: 0/1, shape (n,); p: the predicted probability of 1, shape (n,), strictly between 0 and 1. The logarithm is the
    natural one. Returns (Brier score, log loss), floats.
    """


# %%
brier, log_loss = {}, {}
for name, score in scores.items():
    brier[name], log_loss[name] = probability_scores(y_choose, score)
    print(f"{name}: Brier {brier[name]:.3f}, log loss {log_loss[name]:.3f}, mean score {score.mean():.3f}")
print(f"the share of defaults for everybody: Brier {share * (1 - share):.3f}")
lesson.claim(
    "A's probabilities are the better ones by both measures", brier["A"] < brier["B"] and log_loss["A"] < log_loss["B"]
)
lesson.claim("B's are worse than one and the same number for everybody", brier["B"] > share * (1 - share))

# %% [markdown]
# ## When positives are rare
#
# The false positive rate divides by the negatives. Among a million of them a thousand false alarms look like nothing on a
# ROC curve, and bury ten true ones. *Average precision* goes down the ranking and weights the precision
# at each new threshold by the gain in recall there:
#
# $$ \mathrm{AP} = \sum_k (R_k - R_{k-1})\, P_k . $$


# %%
@lesson.exercise
def average_precision(y_true: np.ndarray, scores: np.ndarray) -> float:
    """Average precision: the sum over all distinct thresholds, from high to low, of the gain in recall times precision.

    y_true: 0/1, shape (n,), at least one 1; scores: shape (n,); rows with equal scores are flagged together.
    Returns a float in [0, 1].
    """
    total = y_true.sum()
    area, previous_recall = 0.0, 0.0
    for threshold in ...:
        flagged = ...
        recall = ...
        precision = ...
        area += ...
        previous_recall = recall
    return float(area)


# %% [markdown]
# By lot: A; A once nine in ten defaulters are struck out at random; A with noise added; random numbers.

# %%
fixed = np.random.default_rng(0)
kept = (y_choose == 0) | (fixed.random(len(y_choose)) < 0.1)
rankings = {
    "A": (y_choose, scores["A"]),
    "struck out": (y_choose[kept], scores["A"][kept]),
    "with noise": (y_choose, scores["A"] + fixed.normal(scale=0.3, size=len(y_choose))),
    "random": (y_choose, fixed.random(len(y_choose))),
}
drawn = np.random.default_rng(2).permutation(list(rankings))
for letter, name in zip("PQRS", drawn, strict=True):
    y, s = rankings[name]
    print(
        f"{letter}: ROC-AUC {metrics.roc_auc_score(y, s):.2f}, average precision {metrics.average_precision_score(y, s):.2f}"
    )

# %%
lesson.quiz(
    "struck_out",
    "Which row belongs to A once the defaulters are struck out?",
    ["R", "Q", "P", "S"],
    answer=...,
)

# %%
assert np.isclose(average_precision(y_choose, scores["A"]), metrics.average_precision_score(y_choose, scores["A"]))
thinned = {}
for kept in (1.0, 0.3, 0.1):
    areas = []
    for _ in range(20):
        keep = (y_choose == 0) | (rng.random(len(y_choose)) < kept)
        y, s = y_choose[keep], scores["A"][keep]
        areas.append((metrics.roc_auc_score(y, s), metrics.average_precision_score(y, s)))
    thinned[kept] = np.mean(areas, axis=0)
    print(
        f"{kept:.0%} of the defaulters kept: ROC-AUC {thinned[kept][0]:.3f}, average precision {thinned[kept][1]:.3f}"
    )
lesson.claim("ROC-AUC moves by less than 0.03", abs(thinned[1.0][0] - thinned[0.1][0]) < 0.03)
lesson.claim("Average precision loses more than half", thinned[0.1][1] < thinned[1.0][1] / 2)

# %% [markdown]
# ## The threshold is a decision about money
#
# Let a missed default cost five times as much as bothering somebody who would have paid: a false alarm 1, a miss 5. With
# true probabilities flagging pays from $1/(1+5)$ on, as you know. Where a score is none, one can calibrate it first, or
# try all thresholds on rows with answers.


# %%
@lesson.exercise
def cheapest_threshold(y_true: np.ndarray, scores: np.ndarray, cost_false_alarm: int, cost_miss: int) -> float:
    """The threshold, among the distinct scores and infinity, with the smallest total cost.

    y_true: 0/1, shape (n,); scores: shape (n,), flagged when at least the threshold; cost_false_alarm: of flagging
    a 0; cost_miss: of not flagging a 1; both are whole numbers > 0, so that equal costs are equal. Infinity flags nobody.
    Of equally cheap thresholds the largest is returned, as a float.
    """


# %% [markdown]
# But on which rows? Take C, boosted trees of eight leaves each, and D, its sister with many more leaves. **Predict** what a
# threshold for D costs that was chosen on the rows that fitted it.

# %%
from sklearn.ensemble import HistGradientBoostingClassifier

boosted = {"learning_rate": 0.05, "max_iter": 60, "max_leaf_nodes": 8, "random_state": 0}
models["C"] = HistGradientBoostingClassifier(**boosted).fit(X_fit, y_fit)
models["D"] = HistGradientBoostingClassifier(random_state=0).fit(X_fit, y_fit)
scores |= {name: models[name].predict_proba(X_choose)[:, 1] for name in ("C", "D")}


def cost(y: np.ndarray, score: np.ndarray, threshold: float, miss: int = 5) -> float:
    """What the mistakes cost per customer, in false alarms."""
    flagged = score >= threshold
    return float(np.mean(np.where(y == 1, miss * ~flagged, flagged)))


own, price = models["D"].predict_proba(X_fit)[:, 1], 10
learned = cheapest_threshold(y_fit, own, 1, price)
print(
    f"D, a miss costs {price}: on its training rows {cost(y_fit, own, learned, price):.3f} a customer, from {learned:.2f} on"
)
on_new = cost(y_choose, scores["D"], learned, price)
print(f"the same threshold on new rows {on_new:.3f}; flagging everybody {1 - share:.3f}")
half = np.arange(len(y_choose)) % 2 == 0
across = []
for here, there in ((half, ~half), (~half, half)):
    threshold = cheapest_threshold(y_choose[here], scores["D"][here], 1, price)
    across.append(cost(y_choose[there], scores["D"][there], threshold, price))
print(f"chosen on one half of the choosing rows, measured on the other: {np.mean(across):.3f}")
lesson.claim(
    "On its training rows D promises less than half of what new rows cost",
    2 * cost(y_fit, own, learned, price) < on_new,
)
lesson.claim("A threshold chosen on new rows is cheaper than that", np.mean(across) < on_new)

# %% [markdown]
# Now the cross-check at a price of 5. **Predict** for which of the three the formula is good enough.

# %%
for name in ("A", "B", "C"):
    best = cheapest_threshold(y_choose, scores[name], 1, 5)
    tried, formula = cost(y_choose, scores[name], best), cost(y_choose, scores[name], 1 / 6)
    print(
        f"{name}: from {best:.3f} on {tried:.3f} a customer; from 1/6 on {formula:.3f}; from ½ on {cost(y_choose, scores[name], 0.5):.3f}"
    )
    if name == "C":
        lesson.claim("For C the formula costs less than 0.03 a customer more", formula - tried < 0.03)
    else:
        lesson.claim(f"For {name} it costs over 0.05 a customer more", formula - tried > 0.05)
lesson.claim(
    "At ½, B is the cheaper of the two", cost(y_choose, scores["B"], 0.5) < cost(y_choose, scores["A"], 0.5) - 0.1
)

# %% [markdown]
# The formula needs true probabilities. C's come near; B's were bent on purpose, and A is a straight line through codes.
# Move the threshold of a model like A, and watch the dashed line, which is the formula.

# %%
lesson.explore("threshold")

# %%
lesson.quiz(
    "dashed_line",
    "Set the price to 5 and find the cheapest threshold, then to 10. Where does it lie, seen from the dashed line?",
    ["above it, then below it", "below it, then above it", "above it both times", "below it both times"],
    answer=...,
)

# %% [markdown]
# ## Give or take
#
# Other customers, another score. The *bootstrap* (Efron and Tibshirani, 1993) draws rows from those at hand, with
# replacement, and measures again; the middle 95 % of what comes out is an interval. It shows the luck of the rows that
# measure, not that of those that fitted.


# %%
@lesson.exercise
def bootstrap_interval(
    measure, y_true: np.ndarray, scores: np.ndarray, resamples: np.ndarray, level: float = 0.95
) -> tuple[float, float]:
    """An interval for a measure, from resampled rows.

    measure: a function of (y_true, scores) that returns a float; y_true: shape (n,); scores: shape (n,) or (n, m);
    resamples: row numbers, shape (B, n), each line one resample; level: the share of the B values that lies between the
    ends, as much left out below as above, in (0, 1). Quantiles are those of np.quantile as it comes. Returns (low, high).
    """


# %%
resamples = rng.integers(len(y_choose), size=(400, len(y_choose)))
paired = np.column_stack([scores["A"], scores["C"]])
interval = {
    "A": bootstrap_interval(lambda y, s: cost(y, s, 0.25), y_choose, scores["A"], resamples),
    "C": bootstrap_interval(lambda y, s: cost(y, s, 0.2), y_choose, scores["C"], resamples),
    "A − C": bootstrap_interval(
        lambda y, s: cost(y, s[:, 0], 0.25) - cost(y, s[:, 1], 0.2), y_choose, paired, resamples
    ),
}
width = {}
for name, (low, high) in interval.items():
    width[name] = high - low
    print(f"{name}, cost of a customer: {low:.3f} to {high:.3f}")
lesson.claim(
    "The interval of the difference is narrower than those of the two costs",
    width["A − C"] < min(width["A"], width["C"]),
)

# %% [markdown]
# The two share their customers and much of their luck, which cancels in the difference.
#
# ## Decide
#
# Which of two models, at a stated cost? You have all the parts.


# %%
@lesson.exercise
def verdict(
    y_choose: np.ndarray, a_choose: np.ndarray, b_choose: np.ndarray,
    y_judge: np.ndarray, a_judge: np.ndarray, b_judge: np.ndarray, cost_false_alarm: int, cost_miss: int,
) -> str:  # fmt: skip
    """Which of two models to use where mistakes have these prices: "a", "b" or "too close".

    y_choose, a_choose, b_choose: labels 0/1 and the scores of the two models, shape (n,), on rows that neither has seen;
    y_judge, a_judge, b_judge: the same, shape (m,), on other rows. The scores need be neither probabilities nor on one
    scale; each model will be used with the threshold that suits it. cost_false_alarm, of flagging a 0, and cost_miss, of
    not flagging a 1, are whole numbers > 0. Each case is clear at the thresholds that are cheapest on the choosing
    rows: the mean costs differ by over four standard errors of their difference, and the cheaper model is the answer; or
    by less than 1.3, and they are too close to call. The judging rows choose nothing.
    """


# %%
y_judge = defaulted[judging]
judge_scores = {name: models[name].predict_proba(X[judging])[:, 1] for name in ("A", "B", "C")}
threshold = {name: cheapest_threshold(y_choose, scores[name], 1, 5) for name in judge_scores}
for other in "BC":
    answer = verdict(y_choose, scores["A"], scores[other], y_judge, judge_scores["A"], judge_scores[other], 1, 5)
    print(f'"a" is A, "b" is {other}; the verdict is "{answer}"')

# %% [markdown]
# ## Several classes, several folds
#
# The penguins' file is sorted by species. Below are plain K-folds. Write folds that suit it.

# %%
from sklearn.base import clone
from sklearn.model_selection import GridSearchCV, KFold, StratifiedKFold, TimeSeriesSplit, cross_val_predict


def plain_folds(n: int, k: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """k blocks of rows, each the test part of one fold, as KFold(k) makes them."""
    blocks = np.array_split(np.arange(n), k)
    return [(np.setdiff1d(np.arange(n), block), block) for block in blocks]


# %%
@lesson.exercise
def stratified_folds(y: np.ndarray, k: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Folds that hold the same share of every class.

    y: integer labels, shape (n,), in any order, each class with at least k rows; k ≥ 2. Each row is in one test part, and
    the rows outside a test part train. The number of rows of a class differs by at most one between any two test parts;
    which rows go where is up to you. Returns a list of k pairs (training rows, test rows), integer arrays in any order.
    """


# %% [markdown]
# With several classes each has a precision, a recall and an F1. *Macro* averages them class by class, *micro* adds up
# the counts first.


# %% [markdown]
# By lot, from 3 plain folds, 10 plain folds, 3 stratified folds, 3 folds of shuffled rows:

# %%
columns = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
birds = load_dataset("penguins").dropna(subset=columns)  # two birds were never measured
body, species = birds[columns].to_numpy(float), birds["species"].astype("category").cat.codes.to_numpy()
classifier = make_pipeline(StandardScaler(), LogisticRegression(max_iter=500))
foldings = [KFold(3), KFold(10), StratifiedKFold(3), KFold(3, shuffle=True, random_state=0)]
for letter, i in zip("PQRS", np.random.default_rng(4).permutation(4), strict=True):
    table = metrics.confusion_matrix(species, cross_val_predict(classifier, body, species, cv=foldings[i]))
    print(f"{letter}: {table.tolist()}")

# %%
lesson.quiz(
    "sorted_file",
    "Which table comes from three plain folds of this file?",
    ["R", "Q", "S", "P"],
    answer=...,
)


# %%
@lesson.exercise
def averaged_scores(counts: np.ndarray) -> dict[str, float]:
    """Scores of a whole confusion matrix.

    counts: shape (k, k), k ≥ 2, rows are the truth, columns the prediction; not all zero. Class i has tp = counts[i, i], fp =
    the rest of column i, fn = the rest of row i. Returns a dict of floats: "macro_f1", the mean over all k classes of
    F1 = 2tp / (2tp + fp + fn); "micro_f1", the same formula once, of tp, fp and fn summed over the classes;
    "macro_jaccard", the mean of tp / (tp + fp + fn); "mcc", the Matthews correlation coefficient
    (c·s − Σ pᵢtᵢ) / √((s² − Σ pᵢ²)(s² − Σ tᵢ²)), where tᵢ and pᵢ are the sums of row and column i, c is the sum of the
    diagonal and s that of all counts. A quotient with denominator zero is 0.
    """


# %%
averages = {}
for label, folds in (("plain", plain_folds(len(species), 3)), ("stratified", stratified_folds(species, 3))):
    predicted = np.empty_like(species)
    for training, test in folds:
        predicted[test] = classifier.fit(body[training], species[training]).predict(body[test])
    table = confusion_matrix(species, predicted, 3)
    averages[label] = averaged_scores(table)
    assert np.isclose(averages[label]["mcc"], metrics.matthews_corrcoef(species, predicted))
    assert np.isclose(averages[label]["macro_f1"], metrics.f1_score(species, predicted, average="macro"))
    print(label, table.tolist(), {key: round(float(value), 3) for key, value in averages[label].items()})
lesson.claim("Plain folds never find the second species", averages["plain"]["macro_f1"] < 0.67)
lesson.claim("Micro hides that better than macro", averages["plain"]["micro_f1"] > averages["plain"]["macro_f1"] + 0.1)
lesson.claim("In stratified folds both are above 0.95", min(averages["stratified"].values()) > 0.95)

# %% [markdown]
# Where each row has one class, micro-F1 is the accuracy.

# %% [markdown]
# ## Numbers instead of classes
#
# In a regression the errors are numbers. MSE squares them, so a large one outweighs many small ones; *RMSE* brings it
# back to the unit of the target; *MAE* takes each as large as it is. *R²* compares with always saying the mean of the
# true values, which nobody knew beforehand: 1 is perfect, 0 no gain over that mean, and it can be negative.


# %%
@lesson.exercise
def regression_metrics(y_true: np.ndarray, y_pred: np.ndarray) -> dict[str, float]:
    """The usual measures of a regression.

    y_true, y_pred: shape (n,), floats, y_true not constant. Returns a dict with the keys "mse", "rmse", "mae" and "r2".
    """


# %% [markdown]
# To predict the future, test on the future: train on a window that grows, test on the block after it. Shuffled folds let a
# model predict Tuesday from Monday *and Wednesday*.


# %%
@lesson.exercise
def expanding_folds(n: int, k: int, test_size: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Folds for data in the order of time.

    n: number of rows; k ≥ 1: number of folds (one is a plain hold-out, which TimeSeriesSplit refuses); test_size: rows in
    each test block; n > k · test_size. The k test blocks are the last k · test_size rows, one after the other; each fold
    trains on all rows before its test block. Returns a list of k pairs (training rows, test rows), integer arrays in
    ascending order, the earliest fold first.
    """


# %% [markdown]
# The rows are weeks of CO₂ in the air over Mauna Loa, in order. A week is predicted from the week before, the one 52
# before and its number; where one of these is missing the row is left out. The baseline says: as last week.

# %%
from sklearn.ensemble import HistGradientBoostingRegressor

weeks = load_dataset("time_series", "co2_weekly_mauna_loa.csv")["co2"].to_numpy(float)
windows = np.lib.stride_tricks.sliding_window_view(weeks, 53)
windows = np.column_stack([windows[:, [0, 51, 52]], np.arange(len(windows))])
windows = windows[~np.isnan(windows).any(axis=1)]
X_time, y_time, last_week = windows[:, [0, 1, 3]], windows[:, 2], windows[:, 1]
growing = expanding_folds(len(y_time), 5, 200)
for ours, library in zip(growing, TimeSeriesSplit(5, test_size=200).split(X_time), strict=True):
    assert all(np.array_equal(p, q) for p, q in zip(ours, library, strict=True))
trees, found = HistGradientBoostingRegressor(max_iter=60, random_state=seed), {}
for label, folds in (("shuffled", KFold(5, shuffle=True, random_state=seed).split(X_time)), ("growing", growing)):
    measured = {"trees": [], "as last week": []}
    for training, test in folds:
        guess = trees.fit(X_time[training], y_time[training]).predict(X_time[test])
        measured["trees"].append(regression_metrics(y_time[test], guess))
        measured["as last week"].append(regression_metrics(y_time[test], last_week[test]))
    for who, folded in measured.items():
        found[label, who] = {key: np.mean([each[key] for each in folded]) for key in ("rmse", "mae", "r2")}
        print(f"{label:8} {who:12}", "  ".join(f"{key} {value:6.3f}" for key, value in found[label, who].items()))
lesson.claim(
    "In shuffled folds the trees beat 'as last week'",
    found["shuffled", "trees"]["rmse"] < found["shuffled", "as last week"]["rmse"],
)
lesson.claim(
    "In growing ones their RMSE is more than four times that of 'as last week'",
    found["growing", "trees"]["rmse"] > 4 * found["growing", "as last week"]["rmse"],
)
lesson.claim(
    "'As last week' has an R² above 0.95, and has learned nothing", found["growing", "as last week"]["r2"] > 0.95
)

# %% [markdown]
# Such trees hardly predict a value above all they have seen, and CO₂ keeps rising. In shuffled folds each test
# week has neighbours in training. They are not always wrong: Bergmeir and Benítez (2012) found cross-validation no
# worse in practice; in the study of Cerqueira, Torgo and Mozetič (2020) it served for stationary series, and blocks after
# the training rows were the more accurate where series were not.
#
# ## No truth at all: clusters
#
# *Inertia* adds up the squared distances of all points to the centre of their cluster. The *silhouette* of a point
# compares the mean distance $a$ to the other members of its cluster with the mean distance $b$ to the nearest other
# cluster: $(b - a)/\max(a, b)$ (Rousseeuw, 1987).


# %%
@lesson.exercise
def silhouette(X: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """The silhouette of each point, with Euclidean distance.

    X: shape (n, d); labels: the cluster of each row, integers, shape (n,), at least two clusters. With a the mean
    distance to the other points of its cluster, and b the least of the mean distances to the points of another cluster,
    a point has (b − a) / max(a, b). A point that is alone in its cluster has 0, and so has one whose a and b are both 0. Returns floats in [−1, 1], shape (n,).
    """
    distances = np.linalg.norm(X[:, None, :] - X[None, :, :], axis=2)
    result = np.zeros(len(X))
    for i, own in enumerate(labels):
        mates = (labels == own) & (np.arange(len(X)) != i)
        if not mates.any():
            continue
        a = ...
        b = ...
        result[i] = ...
    return result


# %% [markdown]
# The penguins, in 2, 3, 4 and 5 clusters of k-means, by lot:

# %%
from sklearn.cluster import KMeans

shape = StandardScaler().fit_transform(body)
clusterings = {k: KMeans(k, n_init=10, random_state=seed).fit(shape) for k in range(2, 6)}
for letter, k in zip("PQRS", np.random.default_rng(6).permutation(list(clusterings)), strict=True):
    found_by = clusterings[k]
    print(
        f"{letter}: inertia {found_by.inertia_:.0f}, mean silhouette {metrics.silhouette_score(shape, found_by.labels_):.2f}"
    )

# %%
lesson.quiz(
    "how_many_groups",
    "Which row has two clusters?",
    ["P", "Q", "R", "S"],
    answer=...,
)

# %%
width = {}
for k, clusters in clusterings.items():
    width[k] = silhouette(shape, clusters.labels_).mean()
    assert np.isclose(width[k], metrics.silhouette_score(shape, clusters.labels_))
    print(f"{k} clusters: inertia {clusters.inertia_:.0f}, mean silhouette {width[k]:.3f}")
print(f"the three species themselves: {silhouette(shape, species).mean():.3f}")
lesson.claim("The silhouette is highest for two clusters, and nature has three species", max(width, key=width.get) == 2)

# %% [markdown]
# ## Choosing is training
#
# Try many settings, keep the best cross-validated score, and that score is too good: part of it is luck, and you chose
# the lucky one. The function below is to say what a search is worth. It looks careful, as each fold fits on its training
# rows alone, and its scores are too good. **Repair it.**


# %%
@lesson.exercise
def nested_score(search, X: np.ndarray, y: np.ndarray, outer: list) -> np.ndarray:
    """The score on each outer test fold of what a search chooses, where the test rows have no part in the choice.

    search: an unfitted search such as GridSearchCV, which must stay unfitted; X: shape (n, d); y: shape (n,); outer: a
    list of (training rows, test rows). Each score is that of a fitted search's own `score` on the test rows.
    Returns the scores, shape (len(outer),).
    """
    chosen = clone(search).fit(X, y).best_estimator_
    scores = []
    for training, test in outer:
        fitted = clone(chosen).fit(X[training], y[training])
        scores.append(fitted.score(X[test], y[test]))
    return np.array(scores)


# %% [markdown]
# Now tune a random seed: it decides which of forty columns of noise a tree with one question looks at, to predict coins.

# %%
from sklearn.tree import DecisionTreeClassifier

stump = DecisionTreeClassifier(max_depth=1, max_features=1)
search = GridSearchCV(stump, {"random_state": range(20)}, cv=StratifiedKFold(2, shuffle=True, random_state=1))
promised, nested = [], []
for _ in range(6):
    noise, coin = rng.normal(size=(60, 40)), rng.permutation(np.repeat([0, 1], 30))
    outer = list(StratifiedKFold(3, shuffle=True, random_state=2).split(noise, coin))
    promised.append(clone(search).fit(noise, coin).best_score_)
    nested.append(nested_score(search, noise, coin, outer).mean())
print(f"coins: best score of the search {np.mean(promised):.3f}, nested score {np.mean(nested):.3f}")
lesson.claim("The search promises over 0.05 more than a coin is worth", np.mean(promised) > 0.55)
lesson.claim("Nested, its worth is a coin's: within 0.08 of one half", abs(np.mean(nested) - 0.5) < 0.08)

# %% [markdown]
# ## Open: a policy that is cheap
#
# A model and a threshold for it. You pass if it costs at most 1.4 times what the best possible one
# would, on made-up customers whose true probabilities are known. Be proud of 1.1, and of undercutting C on the real ones.


# %%
@lesson.exercise
def cheap_policy(
    X_fit: np.ndarray,
    y_fit: np.ndarray,
    X_choose: np.ndarray,
    y_choose: np.ndarray,
    cost_false_alarm: int,
    cost_miss: int,
) -> tuple:
    """A model and a threshold that together cost little on new rows.

    X_fit: shape (n, d); y_fit: 0/1, shape (n,); X_choose, y_choose: more rows of the same kind; cost_false_alarm, of
    flagging a 0, and cost_miss, of not flagging a 1: whole numbers > 0. Use the rows as you like. Returns (model,
    threshold): a fitted classifier with `predict_proba` for 0 and 1, as scikit-learn's have, and a float; rows whose
    probability of 1 is at least the threshold are flagged. Accepted is every policy whose expected cost on new rows is at
    most 1.4 times the least possible.
    """


# %%
policy, cut = cheap_policy(X_fit, y_fit, X_choose, y_choose, 1, 5)
print(f"your policy: {cost(y_judge, policy.predict_proba(X[judging])[:, 1], cut):.3f} a customer")
print(f"C:           {cost(y_judge, judge_scores['C'], threshold['C']):.3f}")

# %% [markdown]
# ## The number
#
# The judging rows, which have fitted and chosen nothing:

# %%
draws = rng.integers(len(y_judge), size=(400, len(y_judge)))
bill = {}
for name, cut in (("A", 0.5), ("B", 0.5), ("A", threshold["A"]), ("B", threshold["B"]), ("C", threshold["C"])):
    bill[name, cut] = cost(y_judge, judge_scores[name], cut)
    low, high = bootstrap_interval(lambda y, s, cut=cut: cost(y, s, cut), y_judge, judge_scores[name], draws)
    print(f"{name}, flagging from {cut:.2f} on: {bill[name, cut]:.3f} a customer, {low:.3f} to {high:.3f}")
both = np.column_stack([judge_scores["A"] >= threshold["A"], judge_scores["C"] >= threshold["C"]])
low, high = bootstrap_interval(lambda y, s: cost(y, s[:, 0], 0.5) - cost(y, s[:, 1], 0.5), y_judge, both, draws)
print(f"A − C, each from its own threshold on: {low:.3f} to {high:.3f}")
lesson.claim("At ½, A costs over 0.15 a customer more than B", bill["A", 0.5] - bill["B", 0.5] > 0.15)
lesson.claim("Moving A's threshold saves over 0.15 a customer", bill["A", 0.5] - bill["A", threshold["A"]] > 0.15)
lesson.claim("C saves more, and the interval of the difference leaves out zero", low > 0)

# %% [markdown]
# As they were, B should have got the job. But A with a threshold of its own would have done as well, and C, had anybody
# tried it, comes first. Its line is the number that you were asked for, with its give or take.
#
# ## The mistakes people make
#
# Quoting accuracy without the share of the commonest class. Confusing rows and columns of the table. Giving
# `roc_auc_score` predicted classes, which make a curve with one corner. Trusting the formula for the threshold with scores
# that are no probabilities, or choosing it on the training rows. Comparing two models by two intervals. Shuffling what has
# an order or belongs together. Reporting R² without a baseline, and `best_score_` as the performance to expect.
#
# ## What to remember
#
# Every rate answers a question about a row or a column of the table of counts. AUC judges a ranking, Brier score and log
# loss judge probabilities, and none knows your costs. Where positives are rare, look at precision. Model and threshold are
# two decisions, both made on rows that do not judge. Fold as you will predict, put every choice inside the validation, and
# say how sure you are. Next come nearest neighbours, naive Bayes and support vector machines, and now you can judge them.
#
# ## Read on
#
# - T. Fawcett, *An introduction to ROC analysis*, Pattern Recognition Letters 27, 2006.
# - J. Davis and M. Goadrich, *The relationship between precision-recall and ROC curves*, ICML 2006.
# - C. Elkan, *The foundations of cost-sensitive learning*, IJCAI 2001: the formula for the threshold.
# - G. Cawley and N. Talbot, *On over-fitting in model selection and subsequent selection bias in performance
#   evaluation*, Journal of Machine Learning Research 11, 2010.
# - C. Bergmeir and J. Benítez, *On the use of cross-validation for time series predictor evaluation*, Information
#   Sciences 2012. V. Cerqueira, L. Torgo and I. Mozetič, *Evaluating time series forecasting models*, Machine Learning
#   109, 2020.
# - P. Rousseeuw, *Silhouettes*, Journal of Computational and Applied Mathematics 20, 1987.
# - I-C. Yeh (2009), *Default of Credit Card Clients*, UCI: the data.
# - scikit-learn user guide: *Metrics and scoring*, and *Tuning the decision threshold for class prediction*.
