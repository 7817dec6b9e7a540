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
#     minutes: 80
#     requires: [03_classical_ml/01_workflow]
#     objectives:
#       Count the four outcomes of a classifier and the rates made from them: [confusion_matrix, precision_recall_f1, rare]
#       Compute ROC-AUC and average precision from scores, ties included, and choose between them: [roc_auc, average_precision, which_area]
#       Draw a ROC curve that a colleague can read: [roc_figure]
#       Choose a threshold from what mistakes cost: [cheapest_threshold]
#       Judge a regression and a clustering: [regression_metrics, silhouette]
#       Split in the way in which the model will be used, and select models without deceiving yourself: [expanding_folds, nested_score, time_split]
#     datasets: [credit_default, penguins, time_series]
#     extras: []
#     hardware: cpu
#     solutions: after_attempt
# ---

# %% [markdown]
# # Evaluation
#
# Two teams model which credit-card customers will miss next month's payment. Team A reports the clearly higher
# accuracy. The bank takes A's model, and loses money: it lets most of the defaults pass, and team B's would have
# caught the greater part.
#
# Nobody made an error in the arithmetic. Accuracy answers a question that the bank did not ask. In this lesson you
# write the usual measures yourself, check them against scikit-learn, and learn which question each of them answers.

# %% tags=["parameters"]
seed = 0
scale = "small"

# %%
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from sklearn import metrics
from sklearn.base import clone
from sklearn.cluster import KMeans
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import (
    GridSearchCV,
    KFold,
    StratifiedKFold,
    TimeSeriesSplit,
    cross_val_score,
    train_test_split,
)
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

from workbench import Lesson, load_dataset

lesson = Lesson("03_classical_ml/05_evaluation")

# %% [markdown]
# ## Two models of 30,000 customers
#
# The data are from a bank in Taiwan in 2005: the credit limit, six months of payment status (`PAY_…`: months of
# delay), of bills and of payments. A little over a fifth of the customers defaulted in the following month.

# %%
credit = load_dataset("credit_default").drop(columns="ID")
if scale == "small":
    credit = credit.sample(9_000, random_state=seed)
defaulted = credit.pop("default_payment_next_month").to_numpy()
X_train, X_test, y_train, y_test = train_test_split(
    credit.to_numpy(float), defaulted, test_size=1 / 3, stratify=defaulted, random_state=seed
)
team_a = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(X_train, y_train)
team_b = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000, class_weight="balanced")).fit(
    X_train, y_train
)
scores_a = team_a.predict_proba(X_test)[:, 1]
scores_b = team_b.predict_proba(X_test)[:, 1]
print(f"{len(y_test):,} test customers, {y_test.mean():.1%} defaulted")
for name, scores in (("A", scores_a), ("B", scores_b)):
    print(f"team {name}: accuracy {np.mean((scores >= 0.5) == y_test):.3f}")
print(f"always 'will pay': accuracy {1 - y_test.mean():.3f}")

# %% [markdown]
# ## Four ways a yes-or-no prediction can end
#
# Everything starts from a table of counts: rows are the truth, columns the prediction. The convention of scikit-learn
# is that `C[i, j]` counts the members of class i that were predicted to be class j. Get the rows and columns the
# wrong way round and precision turns into recall, without any error message.


# %%
@lesson.exercise
def confusion_matrix(y_true: np.ndarray, y_pred: np.ndarray, n_classes: int) -> np.ndarray:
    """How often each true class was predicted as each class.

    y_true, y_pred: integer labels in 0 … n_classes−1, shape (n,). Returns an integer array C of shape
    (n_classes, n_classes), where C[i, j] counts the rows with y_true == i and y_pred == j.
    """


# %%
for name, scores in (("A", scores_a), ("B", scores_b)):
    ours = confusion_matrix(y_test, (scores >= 0.5).astype(int), 2)
    assert (ours == metrics.confusion_matrix(y_test, scores >= 0.5)).all()
    print(
        f"team {name}:  paid/predicted paid {ours[0, 0]}, false alarms {ours[0, 1]}, missed {ours[1, 0]}, caught {ours[1, 1]}"
    )

# %% [markdown]
# From the four counts come the rates with names:
#
# - **precision**: of those we flagged, how many really defaulted? TP / (TP + FP)
# - **recall** (sensitivity, true positive rate): of those who defaulted, how many did we flag? TP / (TP + FN)
# - **F1**: their harmonic mean, 2·P·R / (P + R). It is small when either is small.
#
# What is precision when nobody is flagged? 0/0; by convention here, as in scikit-learn with `zero_division=0`, it is
# 0.


# %%
@lesson.exercise
def precision_recall_f1(y_true: np.ndarray, scores: np.ndarray, threshold: float) -> tuple[float, float, float]:
    """Precision, recall and F1 when every score of at least `threshold` is flagged.

    y_true: 0/1, shape (n,); scores: shape (n,), higher means more likely 1; threshold: a score equal to it is flagged.
    A rate whose denominator is zero is 0.0. Returns (precision, recall, F1), floats in [0, 1].
    """
    flagged = ...
    tp = ...
    precision = ...
    recall = ...
    f1 = ...
    return precision, recall, f1


# %%
for name, scores in (("A", scores_a), ("B", scores_b)):
    p, r, f = precision_recall_f1(y_test, scores, 0.5)
    print(f"team {name}: precision {p:.3f}, recall {r:.3f}, F1 {f:.3f}")

# %%
lesson.quiz(
    "rare",
    "A test for a disease that one person in a thousand has is right for 99 % of the sick and 99 % of the healthy. "
    "Of those with a positive result, about how many are sick?",
    ["99 %", "50 %", "9 %", "0.1 %"],
    answer=...,
)

# %% [markdown]
# ## All thresholds at once
#
# The threshold ½ is an accident. Slide it down from the highest score and follow two rates: the share of defaulters
# flagged (true positive rate) and the share of payers flagged (false positive rate). The curve they trace is the ROC
# curve. The area below it has a meaning of its own: it is the chance that a random defaulter has a higher score than
# a random payer, a tie counting half (Hanley and McNeil, 1982).
#
# That gives a way to compute it without drawing: rank all scores, ties sharing their mean rank, and add the ranks of
# the defaulters. Slow and obvious is fine too, as long as ties count half.


# %%
@lesson.exercise
def roc_auc(y_true: np.ndarray, scores: np.ndarray) -> float:
    """The chance that a random positive has a higher score than a random negative, a tie counting one half.

    y_true: 0/1, shape (n,), both classes present; scores: shape (n,). Returns a float in [0, 1].
    """


# %%
for name, scores in (("A", scores_a), ("B", scores_b)):
    ours, library = roc_auc(y_test, scores), metrics.roc_auc_score(y_test, scores)
    print(f"team {name}: AUC {ours:.4f}, scikit-learn {library:.4f}")

# %% [markdown]
# The two teams rank customers almost equally well. They differ in *where they cut*, and that is not a property of the
# model. Explore it: move the threshold, and watch which of the four counts pays for which.

# %%
lesson.explore("threshold")

# %% [markdown]
# ## A curve for the report
#
# A figure is part of the result: axes with names, a diagonal to compare with, the area in the legend. Write a
# function that returns one.


# %%
@lesson.exercise
def roc_figure(false_positive_rate: np.ndarray, true_positive_rate: np.ndarray, area: float) -> Figure:
    """A figure with one Axes that shows a ROC curve.

    false_positive_rate, true_positive_rate: shape (k,), ascending, from 0 to 1; area: the area under the curve. The
    curve (x: false positive rate, y: true positive rate) is labelled "AUC = 0.xxx" with three decimals in a legend;
    a second line goes from (0, 0) to (1, 1). The x axis is called "false positive rate", the y axis "true positive
    rate". Returns the matplotlib figure.
    """
    figure, axes = plt.subplots(figsize=(4.5, 4), layout="constrained")
    return figure


# %%
fpr, tpr, _ = metrics.roc_curve(y_test, scores_b)
roc_figure(fpr, tpr, roc_auc(y_test, scores_b))
plt.show()

# %% [markdown]
# ## When positives are rare
#
# The false positive rate divides by the number of negatives. If there are a million of them, a thousand false alarms
# look like nothing on a ROC curve, and bury ten true alarms. The precision–recall curve divides by the flagged
# instead. Its area is usually computed as *average precision*: go down the ranking, and at each new threshold add the
# gain in recall times the precision there,
#
# $$ \mathrm{AP} = \sum_k (R_k - R_{k-1})\, P_k . $$
#
# Equal scores are one threshold: they are flagged together.


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


# %%
rng = np.random.default_rng(seed)
for kept in (1.0, 0.3, 0.1, 0.03):
    keep = (y_test == 0) | (rng.random(len(y_test)) < kept)
    y, s = y_test[keep], scores_b[keep]
    ours, library = average_precision(y, s), metrics.average_precision_score(y, s)
    assert abs(ours - library) < 1e-9
    print(f"{y.mean():6.1%} positives:  ROC-AUC {roc_auc(y, s):.3f}   average precision {ours:.3f}")

# %%
lesson.quiz(
    "which_area",
    "One transaction in 2,000 is fraud, and each alarm is checked by a person. Which summary follows their work better?",
    ["ROC-AUC", "average precision", "accuracy"],
    answer=...,
)

# %% [markdown]
# ## The threshold is a decision about money
#
# A missed default costs the bank, say, five times as much as bothering a customer who would have paid. Then the best
# threshold is the one with the smallest total cost, measured on rows that were not used for training.


# %%
@lesson.exercise
def cheapest_threshold(y_true: np.ndarray, scores: np.ndarray, cost_false_alarm: float, cost_miss: float) -> float:
    """The threshold, among the distinct scores and infinity, with the smallest total cost.

    y_true: 0/1, shape (n,); scores: shape (n,), flagged when at least the threshold; cost_false_alarm: of flagging
    a 0; cost_miss: of not flagging a 1. Infinity flags nobody. Of equally cheap thresholds the highest is returned,
    as a float.
    """


# %%
for ratio in (1, 2, 5, 20):
    best = cheapest_threshold(y_train, team_a.predict_proba(X_train)[:, 1], 1, ratio)
    p, r, _ = precision_recall_f1(y_test, scores_a, best)
    print(
        f"a miss costs {ratio:2} false alarms: flag from {best:.3f}; on the test rows precision {p:.2f}, recall {r:.2f}"
    )

# %% [markdown]
# ## Numbers instead of classes
#
# For regression the errors are numbers themselves. MSE squares them, so one large error outweighs many small ones;
# RMSE brings it back to the unit of the target; MAE weighs all alike. R² compares with always predicting the mean of
# the true values: 1 is perfect, 0 is no better than the mean, and it can be negative.


# %%
@lesson.exercise
def regression_metrics(y_true: np.ndarray, y_pred: np.ndarray) -> dict[str, float]:
    """The usual measures of a regression.

    y_true, y_pred: shape (n,), y_true not constant. Returns a dict with the keys "mse", "rmse", "mae" and "r2".
    """


# %%
y_true = np.array([3.0, 5.0, 2.0, 8.0])
for label, y_pred in (
    ("one error of 4", np.array([3.0, 5.0, 2.0, 4.0])),
    ("four errors of 1", y_true + [1, -1, 1, -1]),
):
    print(f"{label:17}", {key: round(float(value), 3) for key, value in regression_metrics(y_true, y_pred).items()})

# %% [markdown]
# ## No truth at all: clusters
#
# The *silhouette* of a point compares the mean distance a to the other members of its own cluster with the mean
# distance b to the nearest other cluster: $(b - a)/\max(a, b)$ (Rousseeuw, 1987). Near 1 it is well placed, near 0 on
# a border, below 0 in the wrong cluster. A point alone in its cluster has silhouette 0.


# %%
@lesson.exercise
def silhouette(X: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """The silhouette of each point, with Euclidean distance.

    X: shape (n, d); labels: the cluster of each row, integers, shape (n,), at least two clusters. A point that is
    alone in its cluster has 0. Returns floats in [−1, 1], shape (n,).
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


# %%
columns = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
birds = load_dataset("penguins").dropna(subset=columns)
shape = StandardScaler().fit_transform(birds[columns])
for k in range(2, 6):
    labels = KMeans(k, n_init=10, random_state=seed).fit_predict(shape)
    mean = silhouette(shape, labels).mean()
    assert abs(mean - metrics.silhouette_score(shape, labels)) < 1e-9
    print(f"{k} clusters: mean silhouette {mean:.3f}")
print(
    f"the three species themselves: {silhouette(shape, birds['species'].astype('category').cat.codes.to_numpy()).mean():.3f}"
)

# %% [markdown]
# The silhouette prefers two clusters, nature has three. An internal measure knows the geometry of the points and
# nothing of your question.
#
# ## Split as the model will be used
#
# Shuffled folds let a model predict Tuesday from Monday *and Wednesday*. If it will be used for the future, validate
# on the future: train on a window that grows, test on the block right after it.


# %%
@lesson.exercise
def expanding_folds(n: int, k: int, test_size: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Folds for data in the order of time.

    n: number of rows; k: number of folds; test_size: rows in each test block; n > k · test_size. The k test blocks
    are the last k · test_size rows, one after the other; each fold trains on all rows before its test block.
    Returns a list of k pairs (training rows, test rows), integer arrays in ascending order, the earliest fold
    first.
    """


# %%
co2 = load_dataset("time_series", "co2_weekly_mauna_loa.csv").dropna()
values = co2.iloc[:, -1].to_numpy(float)
lags = np.lib.stride_tricks.sliding_window_view(values, 53)
X_time, y_time = np.column_stack([lags[:, :-1][:, [0, 51]], np.arange(len(lags))]), lags[:, -1]
model = HistGradientBoostingRegressor(max_iter=60, random_state=seed)

ours = expanding_folds(len(X_time), 5, 200)
library = list(TimeSeriesSplit(n_splits=5, test_size=200).split(X_time))
assert all((a == c).all() and (b == d).all() for (a, b), (c, d) in zip(ours, library))
shuffled = KFold(5, shuffle=True, random_state=seed)
for label, folds in (("shuffled", list(shuffled.split(X_time))), ("expanding", ours)):
    errors = -cross_val_score(model, X_time, y_time, cv=folds, scoring="neg_root_mean_squared_error")
    print(f"{label:9} folds: RMSE {errors.mean():.3f} ppm, from {errors.min():.3f} to {errors.max():.3f}")

# %% [markdown]
# Trees cannot predict a value above all that they have seen, and the CO₂ in the air keeps rising. Shuffled folds hide
# this completely: every test week has neighbours from the same season in training. The future does not.

# %%
lesson.quiz(
    "time_split",
    "Each patient gave ten blood samples; the model is for new patients. How do you split?",
    ["shuffle the samples", "by patient: all samples of one patient on the same side", "by the date of the sample"],
    answer=...,
)

# %% [markdown]
# ## Choosing is training
#
# Try fifty settings, keep the best cross-validated score, and that score is too good: part of it is luck, and you
# chose the lucky one. *Nested* cross-validation puts the choice inside: in each outer fold a search sees only the
# training rows, and the outer test rows judge whatever the search chose. The example below is honest about what
# tuning often is: it tries twenty-five random seeds of a tree, on labels made by tossing a coin.


# %%
@lesson.exercise
def nested_score(search, X: np.ndarray, y: np.ndarray, outer: list) -> np.ndarray:
    """The score on each outer test fold of what a search chose on that fold's training rows.

    search: an unfitted search such as GridSearchCV, which must stay unfitted; X: shape (n, d); y: shape (n,); outer: a
    list of (training rows, test rows). Each score is that of the fitted search's own `score` on the test rows.
    Returns the scores, shape (len(outer),).
    """


# %%
rng = np.random.default_rng(seed)
search = GridSearchCV(
    DecisionTreeClassifier(splitter="random"),
    {"random_state": range(25)},
    cv=StratifiedKFold(4, shuffle=True, random_state=1),
)
reported, nested = [], []
for _ in range(4):
    noise, coin = rng.normal(size=(60, 40)), rng.permutation(np.repeat([0, 1], 30))
    outer = list(StratifiedKFold(3, shuffle=True, random_state=2).split(noise, coin))
    reported.append(clone(search).fit(noise, coin).best_score_)
    nested.append(nested_score(search, noise, coin, outer).mean())
print(
    f"pure noise, labels by coin: best score of the search {np.mean(reported):.3f}, nested score {np.mean(nested):.3f}"
)

# %% [markdown]
# ## The mistakes people make
#
# - **Quoting accuracy without the share of the commonest class.**
# - **Exchanging rows and columns** of the confusion matrix. Write down once which is which.
# - **Giving `roc_auc_score` predicted classes.** It wants scores; with classes it sees a curve with one corner.
# - **Tuning the threshold on the test set.** It is a learned number like any other.
# - **Shuffling what has an order or belongs together**: time, patients, users.
# - **Reporting `best_score_`** of a search as the expected performance.
#
# ## What to remember
#
# - The four counts come first; every rate answers a question about one row or column of them.
# - AUC is the chance to rank a random pair rightly. Where positives are rare, look at precision and recall.
# - Model and threshold are two decisions. The second is about costs.
# - Validate as you will predict, and put every choice inside the validation.
#
# ## Read on
#
# - T. Fawcett, *An introduction to ROC analysis*, Pattern Recognition Letters 27, 2006.
# - J. Davis and M. Goadrich, *The relationship between precision–recall and ROC curves*, ICML 2006.
# - G. Cawley and N. Talbot, *On over-fitting in model selection and subsequent selection bias in performance
#   evaluation*, Journal of Machine Learning Research 11, 2010.
# - C. Bergmeir and J. Benítez, *On the use of cross-validation for time series predictor evaluation*, Information
#   Sciences 2012.
# - P. Rousseeuw, *Silhouettes*, Journal of Computational and Applied Mathematics 20, 1987.
# - scikit-learn user guide: *Metrics and scoring*, and *Tuning the decision threshold*.
