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
#     title: Classification
#     summary: A model gives a credit a chance of 50 per cent to fail. Of a hundred such credits, how many do?
#     minutes: 90
#     requires:
#       [02_math/05_optimization, 02_math/06_information_theory, 03_classical_ml/01_workflow,
#       03_classical_ml/02_linear_regression]
#     objectives:
#       Turn scores into probabilities and losses without overflow: [sigmoid, logistic_loss, softmax]
#       Fit logistic and softmax regression from their gradients, as scikit-learn does:
#         [logistic_gradient, fit_softmax, every_other]
#       Repair a classifier that never names one of its classes, and see where its borders lie:
#         [cheapest_answer, top_chinstrap, surer]
#       Place a threshold by what mistakes cost: [cheapest_answer, below_half, bills]
#       See whether probabilities can be believed, and mend those that cannot: [reliability, platt, isotonic, by_platt]
#       Choose between calibrations, and carry a probability to another base rate: [choose_calibration, shift_prior]
#       Fit a classifier whose probabilities hold on new rows: [honest_classifier]
#     datasets: [german_credit, penguins]
#     extras: []
#     teaches:
#       logistic regression: >-
#         A classifier whose log-odds are a weighted sum of the columns, with weights that minimise the log loss, mostly
#         with a penalty on their size.
#       sigmoid: >-
#         The function 1 / (1 + exp(−z)), which turns log-odds into a probability.
#       logit: >-
#         The logarithm of the odds of a probability, which the sigmoid turns back.
#       log loss: >-
#         The mean of minus the logarithm of the probability that was given to what came true.
#       softmax: >-
#         The function that divides the exponentials of some numbers by their sum, which makes probabilities of them.
#       softmax regression: >-
#         Logistic regression for several classes: one weighted sum for each, and the softmax of all.
#       decision threshold: >-
#         The score from which on a row is flagged, chosen from what the two kinds of mistake cost.
#       decision boundary: >-
#         The set of places at which a classifier's answer changes from one class to another.
#       class weight: >-
#         A factor by which the loss of all rows of one class is multiplied in a fit.
#       calibration: >-
#         The agreement of predicted probabilities with how often things come true, or what brings it about.
#       reliability curve: >-
#         The share of rows that came true against their mean predicted probability, for rows of similar prediction.
#       Platt scaling: >-
#         Calibration by a logistic regression on the score alone, fitted on rows that have not fitted the model.
#       isotonic regression: >-
#         The non-decreasing function of a score that is closest to the outcomes in squared error.
#       pool adjacent violators: >-
#         The algorithm for isotonic regression, which averages neighbouring blocks until none is above the next.
#       prior shift: >-
#         A change in how frequent the classes are, while the rows within each class stay alike.
#     uses:
#       [odds, cross-entropy, gradient, quasi-Newton method, likelihood ratio, training set, test set, standardisation,
#       one-hot encoding, grouped folds]
#     covers:
#       logistic regression:
#         [sigmoid, logistic_loss, logistic_gradient, fit_softmax, cheapest_answer, reliability, platt, isotonic,
#         choose_calibration, honest_classifier]
#     hardware: cpu
#     solutions: after_attempt
# ---

# %% [markdown]
# # Classification
#
# A bank refuses a credit. The applicant asks why, and is told: our model gives your credit a chance of 50 per cent to fail. The
# model ranks well, and was checked on credits that it had not seen. **Of a hundred applicants of whom it says so, how many
# would really fail?** Write your guess down.
#
# Afterwards you can fit the commonest classifier from its gradient, know why it may never name one of its classes, and
# tell whether its probabilities mean what they say. *Optimisation*, *Information theory* and *The workflow, without leakage*
# come before. The lesson takes about 90 minutes.

# %% tags=["parameters"]
seed = 0
scale = "small"

# %%
import numpy as np
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from workbench import Lesson, load_dataset

lesson = Lesson("03_classical_ml/04_classification")
rng = np.random.default_rng(seed)

# %% [markdown]
# ## What the rows are
#
# A row is a credit that a bank in the south of Germany granted between 1973 and 1975; applicants whom it turned down are
# not in the file. The answer is whether the credit went bad. The file is no random sample: bad credits were *heavily
# oversampled*, says its description, and how rare they were it does not say. Keep that in mind.
#
# Categories are words, and some words are known to be wrong (Grömping, 2019): the texts for the checking account and for
# sex do not fit the codes. A model does not mind; whoever explains it does. Age, sex, marital status and who counts as a
# foreign worker we leave out.

# %%
credits = load_dataset("german_credit")
bad = (credits["class"] == "bad").to_numpy().astype(int)
table = credits.drop(columns=["class", "age", "sex", "personal_status_sex", "foreign_worker"])
print(
    f"{len(table)} credits, {bad.sum()} bad; empty cells {table.isna().sum().sum()}, equal rows {table.duplicated().sum()}"
)
print("share of bad ones along the file:", [float(part.mean().round(2)) for part in np.array_split(bad, 10)])
table.iloc[:3, :6]

# %% [markdown]
# Nothing tells the order of the rows or which belong to one customer, so each row draws a lot. Two fifths *fit*, one fifth
# *chooses*, two fifths *judge*. Amounts and durations are standardised, categories one-hot encoded, both as the fitting
# rows say.

# %%
lot = rng.random(len(table))
fitting, choosing, judging = lot < 0.4, (lot >= 0.4) & (lot < 0.6), lot >= 0.6
numbers, words = make_column_selector(dtype_include="number"), make_column_selector(dtype_exclude="number")
categories = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
encoder = make_column_transformer((StandardScaler(), numbers), (categories, words))
Z_fit = encoder.fit_transform(table[fitting])
Z_choose, Z_judge = encoder.transform(table[choosing]), encoder.transform(table[judging])
y_fit, y_choose, y_judge = bad[fitting], bad[choosing], bad[judging]

# %% [markdown]
# ## From a sum to a probability
#
# *Logistic regression* adds up evidence, $z = x \cdot w + b$, and takes the sum for the logarithm of the odds, the *logit*:
# $z = \log \frac{p}{1-p}$. One unit more in column $j$ multiplies the odds by $e^{w_j}$. Solved for $p$, that is the
# *sigmoid*
#
# $$ \sigma(z) = \frac{1}{1 + e^{-z}} = \frac{e^z}{1 + e^z} . $$
#
# The two forms are equal on paper. In floating point, $e^{1000}$ overflows.


# %%
@lesson.exercise
def sigmoid(z: np.ndarray) -> np.ndarray:
    """The sigmoid of each number, whatever its size, to 9 digits.

    z: finite floats, of one axis or more, also empty. Returns floats in [0, 1] of the same shape. Tiny results keep their digits:
    that of −50 is about 1.9e-22, not 0. Nothing overflows on the way, not even in a branch whose result is thrown away:
    the check turns NumPy's warnings of overflow into errors (underflow to 0 is fine). z stays unchanged.
    """


# %%
print(sigmoid(np.array([-1000.0, -50.0, 0.0, 2.0, 1000.0])))

# %% [markdown]
# ## The loss, from the logit
#
# The weights are fitted by maximum likelihood, which for 0 and 1 means: make the *log loss* small, the mean of minus the
# logarithm of the probability that was given to what came true. It is the cross-entropy that you know, in nats. A
# probability that is rounded to 1 has lost what the loss needs; the logit still has it. With $y=1$ the loss is
# $\log(1 + e^{-z})$.


# %%
@lesson.exercise
def logistic_loss(z: np.ndarray, y: np.ndarray) -> float:
    """The log loss of predictions that are given as logits, in nats, to 9 digits or 1e-12.

    z: finite floats, the logits of the probability of 1, shape (n,), n ≥ 1, of any size; y: 0/1, shape (n,). Returns the mean
    over the rows, exact for logits such as ±1000 too, without clipping. Nothing overflows on the way, as in `sigmoid`.
    """


# %%
from sklearn.metrics import log_loss

z = np.array([3.0, -40.0, 0.5])
exact, library = logistic_loss(z, np.array([1, 1, 0])), log_loss([1, 1, 0], sigmoid(z))
print(f"by hand {exact:.4f}, scikit-learn {library:.4f}")
lesson.claim("The library clips the probability: its mean is more than 1 nat lower", library < exact - 1)

# %% [markdown]
# ## The gradient, and the fit
#
# Differentiate the loss of one row with respect to its logit, and nearly everything cancels: $\sigma(z) - y$ is left, how much too high
# the prediction was. scikit-learn adds half the squared length of the weights and multiplies the losses by $C$:
#
# $$ J(w, b) = C \sum_i \mathrm{loss}(z_i, y_i) + \tfrac12 \lVert w \rVert^2 . $$
#
# A small $C$ keeps the weights small. The *intercept* $b$ is not penalised: it only says how frequent the ones are.


# %%
@lesson.exercise
def logistic_gradient(w: np.ndarray, b: float, X: np.ndarray, y: np.ndarray, C: float) -> tuple[np.ndarray, float]:
    """The gradient of C times the sum of the losses plus half the squared length of w.

    w: weights, shape (d,); b: the intercept, not penalised; X: shape (n, d), n ≥ 1; y: 0/1, shape (n,); C > 0, which
    multiplies the sum of the losses, not their mean. Returns (gradient by w, shape (d,), and derivative by b, a float).
    """


# %% [markdown]
# The fit itself is the work of a quasi-Newton method. A worked example, to be compared with the library:

# %%
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression


def fit_logistic(X: np.ndarray, y: np.ndarray, C: float) -> tuple[np.ndarray, float]:
    """The weights and the intercept that minimise J."""

    def objective(theta: np.ndarray) -> tuple[float, np.ndarray]:
        w, b = theta[:-1], theta[-1]
        by_w, by_b = logistic_gradient(w, b, X, y, C)
        return C * len(y) * logistic_loss(X @ w + b, y) + w @ w / 2, np.append(by_w, by_b)

    settings = {"gtol": 1e-9, "ftol": 1e-15, "maxiter": 1000}
    theta = minimize(objective, np.zeros(X.shape[1] + 1), jac=True, method="L-BFGS-B", options=settings).x
    return theta[:-1], float(theta[-1])


w, b = fit_logistic(Z_fit, y_fit, 0.1)
plain = LogisticRegression(C=0.1, tol=1e-8, max_iter=1000).fit(Z_fit, y_fit)
away = max(np.abs(w - plain.coef_[0]).max(), abs(b - plain.intercept_[0]))
z_plain = Z_choose @ w + b
print(f"largest difference from scikit-learn {away:.0e}; log loss {logistic_loss(z_plain, y_choose):.3f}")
lesson.claim("Weights and intercept are scikit-learn's to five digits", away < 1e-5)

# %% [markdown]
# ## A class that is hardly ever named
#
# Flag what is above ½: that is what `predict` does.

# %%
p_plain, at_random = sigmoid(z_plain), np.random.default_rng(1).random(len(y_choose))
flagged = {"half": p_plain > 0.5, "base rate": p_plain > y_fit.mean(), "random": at_random < y_fit.mean()}
for letter, way in zip("PQR", np.random.default_rng(2).permutation(list(flagged)), strict=True):
    print(
        f"{letter} flags {flagged[way].mean():.0%} of all, and {flagged[way][y_choose == 1].mean():.0%} of the bad ones"
    )

# %%
lesson.quiz(
    "below_half",
    "By lot: the model flags what is above ½, the model flags what is above the base rate, and three in ten are flagged at random. "
    "Which is the model at ½?",
    ["P", "Q", "R"],
    answer=...,
)

# %%
balanced = LogisticRegression(C=0.1, class_weight="balanced", tol=1e-8, max_iter=1000).fit(Z_fit, y_fit)
z_balanced = balanced.decision_function(Z_choose)
shares = {name: float((z > 0)[y_choose == 1].mean()) for name, z in (("plain", z_plain), ("balanced", z_balanced))}
print({name: f"{share:.0%} of the bad ones flagged" for name, share in shares.items()})
lesson.claim("The plain model misses over half of the bad credits", shares["plain"] < 0.5)
lesson.claim("Class weights raise the share by over 20 points", shares["balanced"] > shares["plain"] + 0.2)

# %% [markdown]
# Somebody at the bank saw this, and wrote `class_weight="balanced"`: the losses of the rare class count for more,
# as if both were equally frequent. That is the model of the applicant. It now names the bad ones. What has become of its
# probabilities we ask below.
#
# First, the same illness with more than two classes, where a class may vanish.
#
# ## Three classes
#
# Each class gets a sum of its own, and the *softmax* makes probabilities of them: $p_k = e^{z_k} / \sum_j e^{z_j}$. The
# same number added to all sums changes nothing, which is the key to computing it. The loss is $-\log p_y$.


# %%
@lesson.exercise
def softmax(Z: np.ndarray) -> np.ndarray:
    """The softmax of each row, whatever the size of its numbers.

    Z: floats of at most 1e300 in size, shape (n, k), n ≥ 1, k ≥ 1. Returns shape (n, k); each row sums to 1. Nothing overflows on the way, as in
    `sigmoid`; probabilities too small for a float are 0. Z stays unchanged.
    """


# %% [markdown]
# With the truth as a table of 0 and 1, a column for each class, the gradient of the loss with respect to the sums is $P - Y$, and for
# the weights all goes as before.


# %%
@lesson.exercise
def fit_softmax(X: np.ndarray, y: np.ndarray, C: float) -> tuple[np.ndarray, np.ndarray]:
    """Softmax regression: the minimum of C times the sum of −log p of the true classes, plus half the sum of W².

    X: shape (n, d); y: whole numbers in 0 … k−1, k ≥ 3, each of which occurs, shape (n,); C > 0. The intercepts are not
    penalised. Returns (W, b), of shapes (d, k) and (k,), so that softmax(X @ W + b) are the probabilities, each
    number to three digits. A constant added to all of b changes nothing, so any will do. Best written from the gradient,
    as above.
    """


# %% [markdown]
# The rows are penguins of three species on three islands: no repeated birds that we know of, and two were never measured.
# The file is sorted by species, and within it, two birds of one nest follow each other. Two columns will do, bill depth
# and body mass.

# %%
lesson.quiz(
    "every_other",
    "Let every second row fit and the others judge, as if the order meant nothing. Of the 171 penguins that judge, how many are named wrongly?",
    ["41", "63", "85", "107"],
    answer=...,
)

# %%
penguins = load_dataset("penguins")
known = penguins["body_mass_g"].notna().to_numpy()
names = ["Adelie", "Chinstrap", "Gentoo"]
species = penguins["species"].map(names.index).to_numpy()[known]
body = penguins.loc[known, ["bill_depth_mm", "body_mass_g"]].to_numpy(float)


def split(first: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Both groups, standardised as the first says, and the probabilities of the second."""
    scaler = StandardScaler().fit(body[first])
    W, b = fit_softmax(scaler.transform(body[first]), species[first], 1.0)
    return (
        scaler.transform(body[first]),
        scaler.transform(body[~first]),
        softmax(scaler.transform(body[~first]) @ W + b),
    )


nest = np.arange(len(penguins)) // 2
ways = {"every second row": np.arange(len(body)) % 2 == 0, "every second nest": nest[known] % 2 == 0}
wrong = {}
for way, first in ways.items():
    fitted, judged, chances = split(first)
    truth = species[~first]
    wrong[way] = int((chances.argmax(axis=1) != truth).sum())
    print(f"{way} fits: {wrong[way]} of {len(judged)} wrong")
model = LogisticRegression(tol=1e-8, max_iter=1000).fit(fitted, species[first])
lesson.claim(
    "The probabilities are scikit-learn's to four digits", np.abs(model.predict_proba(judged) - chances).max() < 1e-4
)
male, adelie = (penguins["sex"] == "male").to_numpy()[known], species == 0
lesson.claim(
    "Over four in five Adelies of every second row are male, and under one in five of the others",
    male[ways["every second row"] & adelie].mean() > 0.8 and male[~ways["every second row"] & adelie].mean() < 0.2,
)
lesson.claim(
    "Every second row errs more often than every second nest",
    wrong["every second row"] > wrong["every second nest"],
)

# %% [markdown]
# A nest has a male and a female, mostly in the same order, and males are heavier: one sex of a species fitted, the other
# judged. So nests stay together. Now look at who is wrong.

# %%
lesson.quiz(
    "top_chinstrap",
    "Of the penguins that judge with nests kept together, 34 are Chinstraps. What is the highest probability of Chinstrap that any of the 170 gets?",
    ["about 0.22", "about 0.31", "about 0.40", "about 0.48"],
    answer=...,
)

# %%
print("named:", {name: int((chances.argmax(axis=1) == k).sum()) for k, name in enumerate(names)})
print("are:  ", {name: int((truth == k).sum()) for k, name in enumerate(names)})
print(f"probability of Chinstrap: mean {chances[:, 1].mean():.2f}, highest {chances[:, 1].max():.2f}")
lesson.claim("No penguin is called a Chinstrap", (chances.argmax(axis=1) != 1).all())
lesson.claim(
    "All 34 mistakes are Chinstraps, taken for Adelies", (truth == 1).sum() == wrong["every second nest"] == 34
)
lesson.claim(
    "The mean probability of Chinstrap is within 0.01 of their share",
    abs(chances[:, 1].mean() - (truth == 1).mean()) < 0.01,
)

# %% [markdown]
# The probabilities are sound. By these two measures Chinstraps look like Adelies and are fewer, so the likeliest class is
# never theirs. If that is wrong for you, what is wrong is the question: the likeliest class is the best answer only if all
# mistakes cost the same. Say a missed Chinstrap costs 3, and any other mistake 1.
#
# The code below is given the costs, runs without complaint, and still names no Chinstrap. **Repair it.**


# %%
@lesson.exercise
def cheapest_answer(P: np.ndarray, cost: np.ndarray) -> np.ndarray:
    """The answer of least expected cost for each row. There is one fault: repair it.

    P: probabilities of k classes, shape (n, k), n ≥ 1, each row summing to 1; cost: shape (k, m), cost[i, j] is what
    answer j costs if the class is i; there may be more or fewer answers than classes, and costs may be negative. Returns
    the number of the answer for each row, integers, shape (n,); of equally cheap ones the smallest
    number (the check's ties are exact in floats).
    """
    likeliest = P.argmax(axis=1)
    return cost[likeliest].argmin(axis=1)


# %%
cost = np.array([[0, 1, 1], [3, 0, 3], [1, 1, 0]])
paid = {"likeliest": chances.argmax(axis=1), "cheapest": cheapest_answer(chances, cost)}
paid = {name: cost[truth, answer].mean() for name, answer in paid.items()}
print({name: round(float(mean), 2) for name, mean in paid.items()}, "a penguin")
lesson.claim("Answers by expected cost are cheaper by over a fifth", paid["cheapest"] < 0.8 * paid["likeliest"])

# %% [markdown]
# Where the answer changes lies the *decision boundary*. For softmax regression and equal costs it is straight;
# terms such as $x^2$ and $xy$ as further columns bend it. Other costs move it, and the probabilities stay. The *temperature* divides all sums:
# above 1 it makes a model less sure, and for equal costs moves no boundary.

# %%
lesson.explore("decision_boundary")

# %%
lesson.quiz(
    "surer",
    "From where the explorer opens, set the price to 5 and the temperature to its least. How many judging penguins are called a Chinstrap?",
    ["3", "34", "109", "136"],
    answer=...,
)

# %% [markdown]
# ## The threshold of the credits
#
# The file comes with prices: a bad credit that is granted costs five times as much as a good one that is refused. With two
# classes the rule is a *decision threshold*: refuse where $5p > 1 - p$, that is, above $p = 1/6$. The formula asks for true
# probabilities.


# %%
def bill(p: np.ndarray, y: np.ndarray, threshold: float) -> float:
    """What a credit costs, in refused good ones."""
    return float(np.mean(np.where(y == 1, 5 * (p <= threshold), p > threshold)))


limits = {"above 1/6": 1 / 6, "above ½": 0.5, "everybody": -1}
for letter, refused in zip("PQR", np.random.default_rng(5).permutation(list(limits)), strict=True):
    print(f"{letter}: {bill(p_plain, y_choose, limits[refused]):.2f} a credit")

# %%
lesson.quiz(
    "bills",
    "By lot: the plain model refuses above 1/6, it refuses above ½, and everybody is refused. Which bill is that of ½?",
    ["P", "Q", "R"],
    answer=...,
)

# %%
print({refused: round(bill(p_plain, y_choose, limit), 2) for refused, limit in limits.items()})
refuse = cheapest_answer(np.column_stack([1 - p_plain, p_plain]), np.array([[0, 1], [5, 0]]))
lesson.claim("The least expected cost is the threshold of 1/6", np.array_equal(refuse == 1, p_plain > 1 / 6))
lesson.claim(
    "At ½ a credit costs more than if everybody were refused, at 1/6 less",
    bill(p_plain, y_choose, 1 / 6) < 1 - y_choose.mean() < bill(p_plain, y_choose, 0.5),
)

# %% [markdown]
# No class weights were needed for that. But the balanced model is the one in use.
#
# ## Does 50 per cent mean fifty in a hundred?
#
# Sort the rows into bins by prediction, and in each compare the mean prediction with the share that came true: the
# *reliability curve*. On the diagonal, the model is *calibrated*.


# %%
@lesson.exercise
def reliability(y: np.ndarray, p: np.ndarray, bins: int) -> np.ndarray:
    """The points of a reliability curve.

    y: 0/1, shape (n,), n ≥ 1; p: probabilities of 1 in [0, 1], shape (n,); bins ≥ 1: [0, 1] is cut into this many bins of equal
    width. A value on an edge belongs to the lower bin, 0 to the first (the check has values only on edges that floats
    hold exactly). Returns floats of shape (m, 3), a row for each bin
    that is not empty, from low to high: mean of p, share of ones, number of rows.
    """


# %%
from sklearn.calibration import CalibratedClassifierCV, calibration_curve

p_balanced = sigmoid(z_balanced)
curve = reliability(y_choose, p_balanced, 6)
share, mean = calibration_curve(y_choose, p_balanced, n_bins=6)
print(curve.round(2))
lesson.claim("The curve is scikit-learn's", np.allclose(curve[:, 0], mean) and np.allclose(curve[:, 1], share))
lesson.claim(
    "On average the balanced model says over 10 points more than comes true", p_balanced.mean() > y_choose.mean() + 0.1
)

# %% [markdown]
# ## Two ways to mend it
#
# A calibration is learned as everything is, on rows with answers, and not on those that fitted the model: on them it is too
# sure of itself. We have the choosing rows.
#
# *Platt scaling* is logistic regression on one column, the score: $p = \sigma(a z + b)$, without a penalty. So that few rows
# do not make it certain, Platt does not fit 0 and 1: with $n_0$ zeros and $n_1$ ones the targets are $\frac{1}{n_0+2}$ and
# $\frac{n_1+1}{n_1+2}$.


# %%
@lesson.exercise
def platt(z: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """The slope and intercept of Platt scaling, each to three digits or 0.001.

    z: scores, floats, at least two different, shape (n,), each at most 10 in size; y: 0/1, both occur, shape (n,). With t as
    Platt's targets and p = sigmoid(a z + b), minimises the mean of −t log p − (1 − t) log(1 − p), without a penalty.
    Returns (a, b), floats.
    """


# %% [markdown]
# *Isotonic regression* supposes no shape, only that more score never means less risk. Of all non-decreasing steps it finds
# those closest to the outcomes, by *pool adjacent violators*: begin with a block for each different score; wherever the mean
# of a block is not below that of the next, join the two; go on until the means rise.


# %%
@lesson.exercise
def isotonic(z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The isotonic regression of outcomes on scores, at the scores themselves, by pool adjacent violators.

    z: scores, in any order, shape (n,), n ≥ 1; rows with equal scores get one value; y: floats, such as 0/1, shape (n,).
    Returns the fitted value of each row, in the order of the rows: the function that never falls as z grows and has
    the least sum of squared differences from y. Arguments stay unchanged.
    """


# %%
from sklearn.isotonic import IsotonicRegression

a, b = platt(z_balanced, y_choose)
z_new = balanced.decision_function(Z_judge)
stairs = IsotonicRegression(out_of_bounds="clip").fit(z_balanced, y_choose)
calibrated = {"balanced": sigmoid(z_new), "Platt": sigmoid(a * z_new + b), "isotonic": stairs.predict(z_new)}
for letter, name in zip("PQR", np.random.default_rng(0).permutation(list(calibrated)), strict=True):
    p = calibrated[name]
    values = len(np.unique(p.round(9)))
    print(f"{letter}: from {p.min():.2f} to {p.max():.2f}, mean {p.mean():.2f}, {values} different values")

# %%
lesson.quiz(
    "by_platt",
    "By lot, on the judging rows: the balanced model as it is, after Platt scaling, and after isotonic regression. Which is Platt's?",
    ["P", "Q", "R"],
    answer=...,
)

# %%
import matplotlib.pyplot as plt
from sklearn.frozen import FrozenEstimator

library = CalibratedClassifierCV(FrozenEstimator(balanced), method="sigmoid").fit(Z_choose, y_choose)
gap = np.abs(library.predict_proba(Z_judge)[:, 1] - calibrated["Platt"]).max()
lesson.claim(
    "Both are scikit-learn's, Platt's to three digits",
    gap < 1e-3 and np.allclose(isotonic(z_balanced, y_choose), stairs.predict(z_balanced)),
)
figure, axes = plt.subplots(figsize=(5, 4), layout="constrained")
axes.plot([0, 1], [0, 1], color="grey", linestyle=":")
for (name, p), look in zip(calibrated.items(), ("o-", "s--", "^:"), strict=True):
    curve = reliability(y_judge, p, 6)
    axes.plot(curve[:, 0], curve[:, 1], look, label=name)
    print(f"{name:9} mean {p.mean():.3f}, exactly 0 or 1: {np.isin(p, (0, 1)).sum()}")
axes.set(xlabel="mean prediction", ylabel="share that went bad", title="Reliability on the judging rows")
axes.legend()
plt.show()
loss = {name: log_loss(y_judge, calibrated[name]) for name in ("balanced", "Platt")}
print(f"share of bad ones {y_judge.mean():.3f};", {name: round(value, 3) for name, value in loss.items()})
lesson.claim("Platt scaling takes over 0.02 off the log loss", loss["Platt"] < loss["balanced"] - 0.02)
lesson.claim(
    "Isotonic regression is certain of over ten applicants", np.isin(calibrated["isotonic"], (0, 1)).sum() > 10
)

# %% [markdown]
# ## Decide: which calibration?
#
# One supposes a shape, the other wants rows, and a model may need neither. Whoever is certain and wrong loses infinitely
# much; scikit-learn's `log_loss` quietly clips that. Which one is right depends on the rows: write the
# function that compares.


# %%
@lesson.exercise
def choose_calibration(z_fit: np.ndarray, y_fit: np.ndarray, z_new: np.ndarray, y_new: np.ndarray) -> str:
    """The calibration with the least log loss on new rows: "none", "platt" or "isotonic".

    z_fit, y_fit: logits of a model, at most 15 in size and not all equal, and outcomes, 0/1, both occur, shape (n,), on which the calibrations are learned: Platt's as in
    `platt`, and scikit-learn's IsotonicRegression, whose value for scores beyond those seen is that of the nearest.
    z_new, y_new: the same for the m ≥ 1 rows that decide. The log loss is not clipped: a single certain mistake makes it
    infinite. No two losses are within 1e-3 of each other.
    """


# %%
from collections import Counter

from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures

halves = [rng.permutation(len(y_choose)) < len(y_choose) // 2 for _ in range(20)]
chosen = {
    name: Counter(choose_calibration(z[half], y_choose[half], z[~half], y_choose[~half]) for half in halves)
    for name, z in (("plain", z_plain), ("balanced", z_balanced))
}
print({name: dict(sorted(count.items())) for name, count in chosen.items()})
lesson.claim(
    "Of twenty ways to halve the choosing rows, most give the balanced model Platt scaling",
    chosen["balanced"]["platt"] > 10,
)

# %% [markdown]
# ## Carry it to the bank
#
# Oversampling changes how frequent the classes are, class weights how frequent they seem; the rows within each stay alike.
# Such a *prior shift* multiplies the odds of every row by one factor, the ratio of the odds of the two base rates, as the
# likelihood ratio stays. So it can be undone without a single new row: exactly for true probabilities, and for a model as
# far as it fits.


# %%
@lesson.exercise
def shift_prior(p: np.ndarray, before: float, after: float) -> np.ndarray:
    """Probabilities for a population in which ones are more or less frequent than in the rows that fitted.

    p: probabilities of 1, in [0, 1], shape (n,); before: the share of ones that the model was made for, after: that of
    the new population, both in (0, 1). Within each class the rows are alike. Returns shape (n,), where 0 stays 0 and 1
    stays 1. p stays unchanged.
    """


# %%
unweighted = shift_prior(calibrated["balanced"], 0.5, y_fit.mean())
near = np.abs(calibrated["balanced"] - 0.5) < 0.1
in_file = [sigmoid(np.array([b]))[0], shift_prior(np.array([0.5]), 0.5, y_fit.mean())[0]]
at_bank = shift_prior(np.array(in_file), y_fit.mean(), 0.05)
print(f"log loss without the weights {log_loss(y_judge, unweighted):.3f}, as they were {loss['balanced']:.3f}")
print(f"50 % says the model: Platt reads {in_file[0]:.0%}, without the weights {in_file[1]:.0%};", end=" ")
print(f"of {near.sum()} judging rows from 40 to 60 % {y_judge[near].mean():.0%} went bad")
print("where one credit in twenty fails:", [f"{p:.1%}" for p in at_bank])
lesson.claim(
    "Undoing the weights takes over 0.02 off the log loss", log_loss(y_judge, unweighted) < loss["balanced"] - 0.02
)
lesson.claim("Both read 50 per cent as 20 to 40", all(0.2 < p < 0.4 for p in in_file))
lesson.claim("Of the judging rows near 50 per cent, 20 to 45 in a hundred went bad", 0.2 < y_judge[near].mean() < 0.45)
lesson.claim("Where one credit in twenty fails, it means 3 to 8 per cent", all(0.03 < p < 0.08 for p in at_bank))

# %% [markdown]
# ## Open: probabilities that hold
#
# Everything together, with scikit-learn: a classifier whose probabilities are right on new rows. The checker makes up
# applicants whose true chances it knows, and these may depend on squares and products of the columns. You pass if your mean
# log loss is at most 0.06 nats above that of the true chances. Be proud of 0.03.


# %%
@lesson.exercise
def honest_classifier(X_fit: np.ndarray, y_fit: np.ndarray, X_choose: np.ndarray, y_choose: np.ndarray):
    """A fitted classifier with probabilities that hold on new rows.

    X_fit: shape (n, d), some hundred rows, up to three columns of any scale; y_fit: 0/1, shape (n,), both occur, one of them
    rare perhaps; X_choose, y_choose: more rows of the same kind, in which both occur. Of the small example each row comes
    forty times. Use the rows as you like, within half a minute. Returns a fitted estimator whose `predict_proba` gives the
    probabilities of 0 and 1, as scikit-learn's do. Any is accepted whose mean log loss on new rows, in expectation over
    their true chances, is at most 0.06 nats above the least possible. The arguments stay unchanged.
    """


# %%
two = ["duration_months", "credit_amount"]
amounts = table[two].to_numpy(float)
honest = honest_classifier(amounts[fitting], y_fit, amounts[choosing], y_choose)
mine = log_loss(y_judge, honest.predict_proba(amounts[judging])[:, 1])
everybody = log_loss(y_judge, np.full(len(y_judge), y_fit.mean()))
print(f"two columns {mine:.3f}, all of them by Platt {loss['Platt']:.3f}, the share for everybody {everybody:.3f}")
lesson.claim("All columns, calibrated by Platt, have a lower log loss than two", loss["Platt"] < mine)

# %% [markdown]
# ## The number
#
# Of a hundred credits that the model puts near 50 per cent, 20 to 45 went bad in this file, and 20 to 40 say Platt scaling and
# the undoing of the weights: the 50 is what class weights made of it. And this file was made to have 30 bad ones in a hundred. Where one credit in
# twenty fails, the same applicant has a chance of about 5 per cent. How many failed at that bank the file does not say;
# whoever refuses at 50 has to know. And of those whom the bank turned down no calibration says anything.
#
# ## The mistakes people make
#
# Taking exponentials of large numbers, and logarithms of rounded ones. Penalising the intercept, or forgetting that the library has
# a penalty at all. Taking the likeliest class where mistakes differ in price. Class weights, followed by a formula that wants
# probabilities. Calibrating on the rows that fitted. Isotonic steps from few rows. Believing a base rate that somebody
# made. Splitting by every second row.
#
# ## What to remember
#
# A logit is a sum of evidence; the sigmoid and the softmax make probabilities of it, and their gradient is prediction
# minus truth. A classifier that ignores a class may be right: probabilities first, costs afterwards. Whether 50 means
# fifty is a question for rows that have not fitted, and the answer holds for their base rate. Next comes *Evaluation*: which number
# should judge a classifier at all.
#
# ## Read on
#
# - U. Grömping, *South German Credit Data: Correcting a Widely Used Data Set*, Beuth University of Applied Sciences
#   Berlin, Report 4/2019. H. Hofmann, *Statlog (German Credit Data)*, UCI 1994.
# - J. Platt, *Probabilistic outputs for support vector machines*, Advances in Large Margin Classifiers, MIT Press 2000.
# - B. Zadrozny and C. Elkan, *Transforming classifier scores into accurate multiclass probability estimates*, KDD 2002.
# - A. Niculescu-Mizil and R. Caruana, *Predicting good probabilities with supervised learning*, ICML 2005.
# - M. Saerens, P. Latinne and C. Decaestecker, *Adjusting the outputs of a classifier to new a priori probabilities*,
#   Neural Computation 14, 2002.
# - T. Hastie, R. Tibshirani and J. Friedman, *The Elements of Statistical Learning*, 2nd edition, Springer 2009: section 4.4.
