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
#     title: Regularisation
#     summary: How many columns can 195 sales of houses pay for?
#     minutes: 90
#     requires: [03_classical_ml/01_workflow, 01_data/05_statsmodels, 02_math/05_optimization, 02_math/01_linear_algebra]
#     objectives:
#       Recognise overfitting, and shrink a linear model by ridge regression: [ridge]
#       Repair an evaluation whose preparation has seen the rows left out: [fold_errors, ridge_folds]
#       Measure bias and variance of a model by simulation: [bias_variance, map_least]
#       Write the lasso by coordinate descent and read its path: [soft_threshold, lasso, last_in]
#       Blend both penalties in an elastic net: [elastic_net]
#       Read early stopping as a penalty: [stopped_early, steps_enough]
#       Choose the penalty by the one-standard-error rule, and say what that costs:
#         [one_standard_error, penalty_to_ship, columns_saved]
#       Fit more columns than rows so that it holds on new rows: [fit_wide]
#     datasets: [ames_housing]
#     extras: []
#     teaches:
#       overfitting: >-
#         Following the accidents of the training rows, so that the error on new rows is far larger than on these.
#       ridge regression: >-
#         Least squares with a penalty on the sum of the squared weights.
#       bias: >-
#         How far the average of a model's predictions, over many samples of training rows, lies from the truth.
#       variance of a model: >-
#         How far a model's predictions scatter around their average when it is fitted to other samples.
#       bias–variance decomposition: >-
#         The expected squared error on new rows as the sum of squared bias, variance and the variance of the noise.
#       lasso: >-
#         Least squares with a penalty on the sum of the absolute weights, which makes many of them exactly zero.
#       coordinate descent: >-
#         Minimising a function by turns over one coordinate at a time, with all others held fixed.
#       regularisation path: >-
#         The weights of a penalised model as functions of the penalty.
#       elastic net: >-
#         Least squares with a penalty that blends the absolute weights of the lasso with the squared ones of ridge.
#       early stopping: >-
#         Ending the descent before it reaches the minimum of the training loss.
#       one-standard-error rule: >-
#         Choosing the strongest penalty whose mean error over the folds is within one standard error of the least.
#     uses:
#       [ordinary least squares, standard error, leakage, training set, test set, standardisation, one-hot encoding, pipeline,
#       cross-validation, gradient descent, learning rate, weight decay, singular value decomposition]
#     covers:
#       "bias and variance, L1, L2, ElasticNet, polynomial features":
#         [ridge, fold_errors, bias_variance, lasso, elastic_net, fit_wide]
#     hardware: cpu
#     solutions: after_attempt
# ---

# %% [markdown]
# # Regularisation
#
# An office that values houses in Ames, Iowa, has 195 sales to learn from, and a form with so many entries that it fills
# 164 columns of numbers. Least squares takes them all and misses its 195 prices by 4 %. On the sales of the next two years
# it misses by 28 %. Somebody proposes to throw columns out. Nobody can say which.
#
# **How many of the columns should keep a weight, and by how much will the model then miss?** Write down two guesses.
#
# Afterwards you can write ridge regression, the lasso and the elastic net, and choose how strongly they pull without
# deceiving yourself. You need cross-validation from *The workflow, without leakage*, gradient descent, singular
# values, and about 90 minutes.

# %% tags=["parameters"]
seed = 0
scale = "small"

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from workbench import Lesson, load_dataset

lesson = Lesson("03_classical_ml/03_regularization")

# %% [markdown]
# ## What the rows are
#
# A row is the sale of a house in Ames between 2006 and 2010, as the town's assessor filed it. Prices are predicted as
# logarithms: there an error of 0.1 is a miss of about 10 %, for a cottage as for a villa. Four columns stay out. How the
# sale went (`Sale_Type`, `Sale_Condition`) is not known when a house is valued. `Lot_Frontage` says 0 feet where nobody
# measured. And this copy of the file has lost one: `BsmtFin_SF_1` should be an area, and holds a code.

# %%
file = load_dataset("ames_housing")
price = np.log(file["Sale_Price"].to_numpy(float))
left_out = ["Sale_Price", "Sale_Type", "Sale_Condition", "Lot_Frontage", "BsmtFin_SF_1"]
fitting = np.flatnonzero(file["Year_Sold"] <= 2008)[::10]
judging = np.flatnonzero(file["Year_Sold"] > 2008)
table = pd.get_dummies(file.drop(columns=left_out), dtype=float)
often = (table.iloc[fitting] != 0).sum() >= 5  # looks at the fitting rows only
table = table.loc[:, often & (table.iloc[fitting].nunique() > 1)]
X_fit, y_fit = table.iloc[fitting].to_numpy(), price[fitting]
X_judge, y_judge = table.iloc[judging].to_numpy(), price[judging]
n, names = len(fitting), list(table.columns)
print(
    f"{len(file):,} sales, repeated rows: {file.duplicated().sum()}; {n} fit, {len(judging)} judge; {len(names)} columns"
)
print("empty cells:", file.isna().sum()[lambda count: count > 0].to_dict(), "(the word None in the source)")
code = file.groupby("BsmtFin_SF_1")["BsmtFin_Type_1"].nunique()
lesson.claim("BsmtFin_SF_1 has eight values, each with one BsmtFin_Type_1", len(code) == 8 and code.max() == 1)
lesson.claim("The years run backwards through the file", (file["Year_Sold"].diff().dropna() <= 0).all())

# %% [markdown]
# Text becomes one-hot columns; a column is kept if at least five of the fitting rows have something other than 0 in it. An
# empty cell is a house without veneer, or without a special feature, and becomes zeros. The office came late to the trade: of the sales up to
# 2008 it has every tenth, and these *fit*. They *choose* as well, by cross-validation in ten folds: row 0 goes to fold 0, row
# 1 to fold 1, and so on, so that each fold has sales of all three years. The sales of 2009 and 2010 *judge*. They
# have judged least squares once, for the opening, and come back at the end.

# %% [markdown]
# With 195 rows for 164 columns the fit has followed the accidents of its rows: *overfitting*. The cure is to make it
# pay for its weights.
#
# ## Ridge: squared weights cost
#
# *Ridge regression* (Hoerl and Kennard, 1970) minimises, over an intercept $b$ and weights $w$,
#
# $$ \lVert y - b - Xw \rVert^2 + \lambda \lVert w \rVert^2. $$
#
# The intercept goes free: it says how dear houses are on average, and to shrink that would be absurd. With $b$ free the best fit
# passes through the means, so centre $X$ and $y$, set the gradient to zero, and $w = (X^\top X + \lambda I)^{-1}
# X^\top y$. For $\lambda > 0$ the matrix is invertible, even with more columns than rows.


# %%
@lesson.exercise
def ridge(X: np.ndarray, y: np.ndarray, penalty: float) -> tuple[float, np.ndarray]:
    """The intercept and the weights that minimise ‖y − b − Xw‖² + penalty · ‖w‖².

    X: shape (n, d), in its own units, which stay as they are, and with any means; y: shape (n,); penalty: λ > 0. The intercept
    b is not penalised. Returns (b, w): a float and an array of shape (d,).
    """


# %%
from sklearn.linear_model import ElasticNet, Lasso, LinearRegression, Ridge, lasso_path
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

folds = [(np.flatnonzero(np.arange(n) % 10 != k), np.flatnonzero(np.arange(n) % 10 == k)) for k in range(10)]


years = file["Year_Sold"].to_numpy()[fitting]
lesson.claim("Each fold leaves out sales of all three years", all(len(set(years[out])) == 3 for _, out in folds))


def miss(model, X: np.ndarray, y: np.ndarray) -> float:
    """The root of the mean squared error of log prices: 0.1 is about 10 %."""
    return float(np.sqrt(np.mean((model.predict(X) - y) ** 2)))


full = make_pipeline(StandardScaler(), LinearRegression()).fit(X_fit, y_fit)
own, later = miss(full, X_fit, y_fit), miss(full, X_judge, y_judge)
print(
    f"least squares: {own:.3f} on its own rows, {later:.3f} later; the mean price for all: {(y_judge - y_fit.mean()).std():.3f}"
)
lesson.claim("Least squares misses later prices by over six times what it misses its own", later > 6 * own)

# %%
scaler = StandardScaler().fit(X_fit)
Z, c = scaler.transform(X_fit), y_fit - y_fit.mean()  # columns of mean 0 and spread 1; prices of mean 0
intercept, weights = ridge(Z, y_fit, 100.0)
library = Ridge(alpha=100.0).fit(Z, y_fit)
lesson.claim(
    "Ours is scikit-learn's Ridge, to ten decimals",
    np.abs(weights - library.coef_).max() < 1e-10 and abs(intercept - library.intercept_) < 1e-10,
)
ones = np.column_stack([np.ones(n), Z])
taxed = np.linalg.solve(ones.T @ ones + 100 * np.eye(len(names) + 1), ones.T @ y_fit)
print(f"intercept {intercept:.2f}; penalised with the rest it would be {taxed[0]:.2f}")
lesson.claim("Then every house would be valued at less than a tenth of its price", taxed[0] - intercept < np.log(0.1))

# %% [markdown]
# The penalty compares weights with each other, so their units matter: a price per square foot is small, and per acre it would be
# large, for the same house. Hence the standardisation, as usual, before any penalty.
#
# ## The error on rows left out
#
# Which $\lambda$? Ten folds can say. This function does it for two models and any list of penalties, runs, and gives
# plausible numbers. Yet the rows left out have had a say in what is fitted.


# %%
@lesson.exercise
def fold_errors(X: np.ndarray, y: np.ndarray, kind: str, penalties: np.ndarray, folds: list) -> np.ndarray:
    """The mean squared error on the rows that each fold leaves out, for each penalty.

    X: shape (n, d); y: shape (n,); kind: "ridge" or "lasso"; penalties: shape (k,), the `alpha` of scikit-learn's Ridge
    or Lasso, each fitted on standardised columns with an intercept; folds: pairs (training rows, validation rows) of
    row numbers. All that is learned is learned from the training rows of the fold. Returns shape (k, len(folds)).
    """
    make = {"ridge": Ridge, "lasso": Lasso}[kind]
    X = StandardScaler().fit_transform(X)
    centre = y.mean()  # subtracted once, so that no model needs an intercept
    errors = np.empty((len(penalties), len(folds)))
    for k, (training, validation) in enumerate(folds):
        for j, penalty in enumerate(penalties):
            model = make(alpha=penalty, fit_intercept=False).fit(X[training], y[training] - centre)
            errors[j, k] = np.mean((centre + model.predict(X[validation]) - y[validation]) ** 2)
    return errors


# %%
lesson.quiz(
    "ridge_folds",
    "Penalties from 1 to 10,000 are tried. Which strong one misses the rows left out by about as much as the penalty 1 does?",
    ["about 250", "about 850", "about 2,500", "about 7,500"],
    answer=...,
)

# %%
strengths = np.logspace(0, 4, 9).round(2)
left_out_error = np.sqrt(fold_errors(X_fit, y_fit, "ridge", strengths, folds).mean(axis=1))
own_error = []
for strength in strengths:
    intercept, weights = ridge(Z, y_fit, strength)
    own_error.append(np.sqrt(np.mean((y_fit - intercept - Z @ weights) ** 2)))
figure, axes = plt.subplots(figsize=(6.5, 3.2), layout="constrained")
axes.semilogx(strengths, left_out_error, "o-", markersize=4, label="rows left out")
axes.semilogx(strengths, own_error, "s--", markersize=4, label="rows that fit")
axes.set(xlabel="ridge penalty", ylabel="miss (log price)", title="Ridge: the same rows, in and out of the fit")
axes.legend()
plt.show()
lesson.claim("The rows left out are missed least at a penalty of 100", strengths[left_out_error.argmin()] == 100)
lesson.claim("On its own rows each stronger penalty is worse", (np.diff(own_error) > 0).all())

# %% [markdown]
# ## Why a worse fit predicts better
#
# On new rows, what does a model get wrong? To see it one must know the truth, so let us make one: a curve $f$, and samples
# of it with noise of spread $\sigma$. Fit the same model to many samples. At each $x$ its predictions have an average, and
# they scatter around it:
#
# $$ \text{expected squared error} = \text{bias}^2 + \text{variance} + \sigma^2, $$
#
# where the *bias* is the average prediction minus the truth, and the *variance* that of the predictions. This
# *bias–variance decomposition* holds at each $x$ for a fresh value $y = f(x) + \text{noise}$ whose noise has mean zero and does
# not depend on the sample. Bias is what a model cannot say, variance what it says too eagerly.


# %%
@lesson.exercise
def bias_variance(fit_predict, x: np.ndarray, truth: np.ndarray, sigma: float, repeats: int, seed: int) -> tuple:
    """Squared bias and variance of a model at the places x, by simulation, each averaged over the places.

    fit_predict: a function of (x, y), two arrays of shape (n,), that fits a model to these and returns its predictions at
    x, shape (n,); x: shape (n,); truth: the true values there, shape (n,); sigma: the spread of the normal noise; repeats: how
    many samples, ≥ 1. The noise comes from np.random.default_rng(seed): n values for the first sample, the next n for
    the second, and so on. The variance divides by `repeats`. Returns (squared bias, variance), floats.
    """
    rng = np.random.default_rng(seed)
    predictions = ...  # shape (repeats, n)
    return ..., ...


# %%
x = np.linspace(-1, 1, 20)
truth = np.cos(2.5 * (x + 1)) + x / 2


def polynomial(degree: int):
    """A least-squares fit of a polynomial, as `bias_variance` wants it."""
    model = make_pipeline(PolynomialFeatures(degree), StandardScaler(), LinearRegression())
    return lambda x, y: model.fit(x[:, None], y).predict(x[:, None])


degrees = np.arange(1, 9)
parts = np.array([bias_variance(polynomial(degree), x, truth, 0.5, 100, seed) for degree in degrees])
figure, axes = plt.subplots(figsize=(6.5, 3.2), layout="constrained")
for values, marker, name in zip([*parts.T, parts.sum(axis=1)], "os^", ["bias²", "variance", "sum"], strict=True):
    axes.plot(degrees, values, marker=marker, markersize=4, label=name)
axes.set(
    xlabel="degree of the polynomial",
    ylabel="squared error",
    yscale="log",
    title="Squared error in parts, without the noise",
)
axes.legend()
plt.show()
lesson.claim("From degree 1 to 8 the variance rises at every step", (np.diff(parts[:, 1]) > 0).all())
formula = 0.25 * (degrees + 1) / 20
lesson.claim(
    "Averaged over the degrees it is within 15 % of σ² times the number of weights over the number of rows",
    abs(np.mean(parts[:, 1] / formula) - 1) < 0.15,
)
lesson.claim("The sum is least at degree 3", degrees[parts.sum(axis=1).argmin()] == 3)

# %% [markdown]
# More columns buy less bias and cost variance. Instead of taking columns away one can keep them and penalise them. The explorer has
# both dials, on another curve.

# %%
lesson.explore("bias_variance")

# %%
lesson.quiz(
    "map_least",
    "Set the noise to 1.00 and leave the degree at 12. At which penalty is the sum of the parts least?",
    ["10^−2.75", "10^−1.25", "10^0.25", "10^1.75"],
    answer=...,
)

# %% [markdown]
# ## Lasso: absolute weights cost
#
# Ridge shrinks, and leaves no weight at exactly zero. The *lasso* (Tibshirani, 1996) charges for absolute values. Written as in scikit-learn,
# whose factor differs from that of `Ridge`:
#
# $$ \frac{1}{2n} \lVert y - Xw \rVert^2 + \lambda \sum_j \lvert w_j \rvert . $$
#
# Near zero a square costs next to nothing, while an absolute value keeps its price per unit: a weight that does not earn $\lambda$
# per unit stays at zero. For a single weight, minimising $\tfrac12 (w - z)^2 + t\lvert w\rvert$ gives the *soft threshold* of $z$:
# nearer to zero by $t$, and zero for what is no further away than that.


# %%
@lesson.exercise
def soft_threshold(z: np.ndarray | float, t: float) -> np.ndarray | float:
    """The w that minimises ½ (w − z)² + t |w|, for each entry of z.

    z: a number or an array of any shape; t: a number ≥ 0. Returns a number, or an array of z's shape.
    """


# %% [markdown]
# With many columns take one weight at a time and hold the others fixed: *coordinate descent*. Let $r$ be what the fit leaves unexplained,
# $y - Xw$, and $a_j = \frac1n \sum_i x_{ij}^2$. In $w_j$ alone the problem is the one you have just solved, with
# $z = \frac1n x_j^\top r + a_j w_j$, divided by $a_j$ at the end. Each step lowers the objective or leaves it, and as the
# part that is not smooth is a sum over single weights, the walk converges to a minimum (Tseng, 2001).


# %%
@lesson.exercise
def lasso(X: np.ndarray, y: np.ndarray, penalty: float) -> np.ndarray:
    """The weights that minimise 1/(2n) ‖y − Xw‖² + penalty · Σ|w|, to 6 digits. There is no intercept.

    X: shape (n, d), used as it is, of any spread; its columns are linearly independent, except that some may be all zeros:
    their weight is 0. y: shape (n,); penalty: λ ≥ 0. The arguments stay as they are. Returns shape (d,).
    """
    w, left = np.zeros(X.shape[1]), y.astype(float)  # left: what the fit leaves unexplained
    size = ...  # a_j of each column
    for _ in range(1000):
        before = w.copy()
        for j in np.flatnonzero(size):
            new = ...
            left = ...
            w[j] = new
        if np.abs(w - before).max() < 1e-10:
            break
    return w


# %%
ours, library = lasso(Z, c, 0.02), Lasso(alpha=0.02, tol=1e-10, max_iter=100_000).fit(Z, c).coef_
lesson.claim("Ours is scikit-learn's Lasso, to six decimals", np.abs(ours - library).max() < 1e-6)

# %% [markdown]
# Let the penalty fall from where all weights are zero, which is at $\max_j \lvert x_j^\top y\rvert / n$, and weights come to life: the
# *regularisation path*. The first is that of `Gr_Liv_Area`, the living area above ground. **Predict** which follow.

# %%
lesson.quiz(
    "last_in",
    "Of these four columns, whose weight is the last to leave zero as the penalty falls?",
    ["Garage_Area", "Total_Bsmt_SF", "Year_Built", "Garage_Cars"],
    answer=...,
)

# %%
path_penalties, path, _ = lasso_path(Z, c, alphas=np.logspace(-0.4, -2.5, 150))
alive = path != 0
order = np.argsort(np.where(alive.any(axis=1), alive.argmax(axis=1), path.shape[1]), kind="stable")
figure, axes = plt.subplots(figsize=(7, 3.6), layout="constrained")
axes.semilogx(path_penalties, path.T, color="lightgrey", linewidth=0.8)
for column, style in zip(order[:6], ["-", "--", "-.", ":", "-", "--"], strict=True):
    axes.semilogx(path_penalties, path[column], style, linewidth=2, label=names[column])
axes.set(xlabel="lasso penalty", ylabel="weight per spread of the column", title="The path of the lasso")
axes.invert_xaxis()
axes.legend(fontsize=8)
plt.show()
print("order of entry:", ", ".join(names[column] for column in order[:6]))
lesson.claim("All weights are zero at first", not alive[:, 0].any())
lesson.claim(
    "Some weights come in and leave again",
    (np.diff(alive.astype(int), axis=1) == -1).any(axis=1).sum() > 3,
)

# %% [markdown]
# Beware of reading causes into it. `Garage_Cars` and `Garage_Area` say nearly the same; which of them the lasso prefers
# hangs on a few sales.
#
# ## Elastic net: both
#
# The *elastic net* (Zou and Hastie, 2005) blends the two, with $\rho$ between 0 and 1:
#
# $$ \frac{1}{2n} \lVert y - b - Xw \rVert^2 + \lambda \Bigl( \rho \sum_j \lvert w_j\rvert + \frac{1-\rho}{2} \sum_j w_j^2 \Bigr). $$
#
# In coordinate descent only the last division changes. Write it whole, this time with the intercept.


# %%
@lesson.exercise
def elastic_net(X: np.ndarray, y: np.ndarray, penalty: float, l1_ratio: float) -> tuple[float, np.ndarray]:
    """The intercept and the weights that minimise the formula above, to 6 digits; the intercept is not penalised.

    X: shape (n, d), in its own units and with any means; its columns and a column of ones are linearly independent;
    y: shape (n,); penalty: λ > 0; l1_ratio: ρ in [0, 1], where 1 is the lasso and 0 is ridge. The arguments stay as
    they are. Returns (b, w): a float and an array of shape (d,).
    """


# %%
_, blended = elastic_net(Z, y_fit, 0.03, 0.5)
library = ElasticNet(alpha=0.03, l1_ratio=0.5, tol=1e-10, max_iter=100_000).fit(Z, y_fit).coef_
lesson.claim("Ours is scikit-learn's ElasticNet, to six decimals", np.abs(blended - library).max() < 1e-6)
area = Z[:, names.index("Gr_Liv_Area")]
twins = np.column_stack([area, area])  # the same column twice
_, shared = elastic_net(twins, y_fit, 0.1, 0.5)
alone = lasso(twins, c, 0.1)
print("the living area twice: lasso", alone.round(3), " elastic net", shared.round(3))
lesson.claim("The elastic net gives the twins equal weights", abs(shared[0] - shared[1]) < 1e-6)
lesson.claim("Our lasso gives the second twin nothing", alone[0] > 0.1 and abs(alone[1]) < 1e-9)

# %% [markdown]
# Twins have no unique lasso: any split of the weight costs the same, and the order of the visits decides. The squared part prefers
# to share.
#
# ## Stopping early is a penalty too
#
# Gradient descent from zero needs time to reach large weights. Take the loss $\frac{1}{2n}\lVert y - Xw\rVert^2$ and
# $X = U S V^\top$. Along the singular direction with value $s$ the curvature is $s^2/n$, and $t$ steps of
# rate $\eta$ come from zero to the share
#
# $$ 1 - \Bigl(1 - \frac{\eta s^2}{n}\Bigr)^t $$
#
# of the weight of least squares, $u^\top y / s$. Ridge keeps the share $s^2 / (s^2 + \lambda)$. Where $s$ is small the first is
# about $\eta t s^2 / n$ and the second about $s^2/\lambda$: they agree for $\lambda = n/(\eta t)$. Ending before the minimum, *early
# stopping*, thus shrinks the faint directions as ridge does, and $t$ plays the part of $1/\lambda$.


# %%
@lesson.exercise
def stopped_early(X: np.ndarray, y: np.ndarray, rate: float, steps: int) -> tuple[np.ndarray, float]:
    """The weights after some steps of gradient descent from zero on 1/(2n) ‖y − Xw‖², and the ridge penalty they resemble.

    X: shape (n, d), n ≥ d, of full column rank, used as it is; y: shape (n,); rate: η > 0, below n / s² for the largest
    singular value s; steps: t ≥ 1. There is no intercept. Returns (w, λ): shape (d,), and the
    penalty n/(ηt) of ‖y − Xw‖² + λ‖w‖².
    """
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    share = ...
    return ..., ...


# %%
numbers = Z[:, [names.index(name) for name in ("Gr_Liv_Area", "Garage_Cars", "Total_Bsmt_SF", "Year_Built")]]
walk = np.zeros(4)
for _ in range(20):
    walk = walk + 0.2 * numbers.T @ (c - numbers @ walk) / n
lesson.claim(
    "20 steps taken one by one arrive at the same place", np.allclose(walk, stopped_early(numbers, c, 0.2, 20)[0])
)
s = np.logspace(-1.5, 1, 200)
figure, axes = plt.subplots(figsize=(6.5, 3), layout="constrained")
stopped, shrunk = 1 - (1 - 0.005 * s**2) ** 200, s**2 / (s**2 + 1)
axes.semilogx(s, stopped, label="200 steps, ηs²/n = 0.005 s²")
axes.semilogx(s, shrunk, "--", label="ridge, λ = 1")
axes.set(xlabel="singular value", ylabel="share that is kept", title="What is kept along each direction")
axes.legend()
plt.show()
lesson.claim("The two shares never differ by more than 0.21", np.abs(stopped - shrunk).max() < 0.21)

# %% [markdown]
# Alike, not equal; and the likeness is one of least squares from zero with a small rate. Does it hold up on all 164 columns?

# %%
lesson.quiz(
    "steps_enough",
    "Descent on the standardised columns, with the rate 1/(largest curvature). After how many of these numbers of steps are the rows left out missed least?",
    ["1", "10", "100", "1,000"],
    answer=...,
)

# %%
counts = [1, 3, 10, 30, 100, 300, 1000]
stop_error = np.zeros(len(counts))
for training, validation in folds:
    mean, inside = y_fit[training].mean(), StandardScaler().fit(X_fit[training])
    A, B = inside.transform(X_fit[training]), inside.transform(X_fit[validation])
    w, rate = np.zeros(len(names)), len(A) / np.linalg.norm(A, 2) ** 2
    for step in range(1, counts[-1] + 1):
        w = w - rate * A.T @ (A @ w + mean - y_fit[training]) / len(A)
        if step in counts:
            stop_error[counts.index(step)] += np.mean((mean + B @ w - y_fit[validation]) ** 2) / len(folds)
stop_error = np.sqrt(stop_error)
print({count: float(error.round(3)) for count, error in zip(counts, stop_error, strict=True)})
lesson.claim("Of these numbers of steps, 10 is best", counts[stop_error.argmin()] == 10)
lesson.claim("It is within 0.005 of the best ridge penalty", abs(stop_error.min() - left_out_error.min()) < 0.005)

# %% [markdown]
# ## Choose the penalty honestly
#
# The least mean over ten folds is itself drawn by lot: other folds, another minimum. The *one-standard-error rule* (Breiman
# and others, 1984) takes the plainest model that cannot be told from the best: of all penalties whose mean error is within
# one standard error of the least mean, the strongest. The error on the rows that judge has no say. Were it asked, it would be one
# more error that was chosen to be small.


# %%
@lesson.exercise
def one_standard_error(errors: np.ndarray, penalties: np.ndarray) -> float:
    """The penalty that the one-standard-error rule chooses.

    errors: shape (k, m), the error of each penalty on each of m ≥ 2 folds; penalties: shape (k,), in any order. The standard error is that of
    the mean over the folds, of the penalty whose mean is least (of several such penalties the largest): the standard
    deviation with m − 1, divided by √m. Returns the largest penalty whose mean is at most the least mean plus this
    standard error, a float.
    """


# %% [markdown]
# Now decide. The office wants the lasso, as columns without weight need not be filled in, and it wants the penalty by this rule.

# %%
penalties = np.logspace(-3, -0.5, 26).round(4)


# %%
@lesson.exercise
def penalty_to_ship() -> float:
    """The one of `penalties` with which the lasso goes to the office, by the one-standard-error rule.

    `X_fit`, `y_fit` and the ten `folds` choose; the rows that judge have no say. Returns a float.
    """


# %%
lesson.quiz(
    "columns_saved",
    "Both fitted to all 195 sales: how many columns fewer has the lasso with that penalty than with the one at the least mean?",
    ["2", "8", "20", "35"],
    answer=...,
)

# %% [markdown]
# ## Open: more columns than rows
#
# Lasso, ridge or a blend, `LassoCV`, `RidgeCV` and `ElasticNetCV` of `sklearn.linear_model`, or your own: write a function that makes a model from any
# wide table. To pass, its squared error on new rows must be at most 1.4 times that of our lasso, on three tables of 60
# rows and 80 columns. Settle what you write by the folds; then run the cell below, once. Be proud of less than
# 0.160 on the later sales.


# %%
@lesson.exercise
def fit_wide(X: np.ndarray, y: np.ndarray):
    """A model of y that was fitted to few rows with many columns, and has chosen its penalty itself.

    X: shape (n, d), d possibly larger than n, each column with its own unit and mean, none constant; most of the columns do not
    matter; y: shape (n,), in any unit. The squared error on new rows must be at most 1.4 times that of scikit-learn's LassoCV on
    standardised columns. Returns an object whose `predict` takes rows like those of X, shape (m, d), and returns shape (m,).
    """


# %%
print(f"your model misses later prices by {miss(fit_wide(X_fit, y_fit), X_judge, y_judge):.3f}")

# %% [markdown]
# ## The two numbers
#
# The rows of 2009 and 2010, for the last time: the lasso at the least mean, and the one that goes to the office.

# %%
means = fold_errors(X_fit, y_fit, "lasso", penalties, folds).mean(axis=1)
least, chosen = penalties[means.argmin()], penalty_to_ship()
kept, judged = {}, {}
for penalty in (least, chosen):
    model = make_pipeline(StandardScaler(), Lasso(alpha=penalty)).fit(X_fit, y_fit)
    kept[penalty], judged[penalty] = int((model[-1].coef_ != 0).sum()), miss(model, X_judge, y_judge)
    print(
        f"penalty {penalty}: {kept[penalty]} columns; rows left out {np.sqrt(means[penalties == penalty][0]):.3f}, "
        f"later sales {judged[penalty]:.3f}"
    )
lesson.claim("The office needs 41 columns of 164", kept[chosen] == 41)
lesson.claim(
    "It misses later prices by 17 %, where least squares missed by 28 %",
    round(100 * judged[chosen]) == 17 and round(100 * later) == 28,
)
lesson.claim(
    "The rule saves eight columns more than the least mean does, and costs less than one point of the miss",
    kept[least] - kept[chosen] == 8 and 0 < judged[chosen] - judged[least] < 0.01,
)
lesson.claim(
    "Both miss more on later sales than on the rows left out",
    all(judged[penalty] > np.sqrt(means[penalties == penalty][0]) for penalty in judged),
)

# %% [markdown]
# So 41 columns, and 17 %. The rule pays for plainness with a little error. And what the folds say is
# not what later years say: the rows left out are of the same years as those that fit, and they have chosen the penalty, while the sales
# of 2009 and 2010 have done neither.
#
# ## The mistakes people make
#
# Penalising columns in their own units, so that the unit decides which weight is small. Penalising the intercept.
# Standardising before the folds are made. Taking a penalty of 0.01 from `Lasso` to `Ridge`, where it means something
# else: one divides the squares by $2n$, the other does not. Choosing the penalty on the rows that judge, and then quoting
# their error. Reading the columns that the lasso keeps as those that matter. Quoting the standard errors of least squares for weights that a penalty
# has chosen.
#
# ## What to remember
#
# A penalty trades variance for bias, and wins where variance was the larger part: many columns, few rows. Ridge shrinks,
# most along the faint directions; the lasso also sets to zero, and picks one of two twins; the elastic net lets them share.
# Fewer steps of descent act like a stronger ridge penalty. Standardise inside the folds, leave the intercept alone, choose by
# folds, and let fresh rows judge once. Next comes *Classification*, where the same penalties hold back the weights of a
# logistic regression.
#
# ## Read on
#
# - T. Hastie, R. Tibshirani and J. Friedman, *The Elements of Statistical Learning*, 2nd edition, Springer 2009: chapters 3 and 7.
# - G. James, D. Witten, T. Hastie, R. Tibshirani and J. Taylor, *An Introduction to Statistical Learning with Applications in Python*,
#   Springer 2023: chapter 6.
# - R. Tibshirani, *Regression Shrinkage and Selection via the Lasso*, Journal of the Royal Statistical Society B, 1996.
# - H. Zou and T. Hastie, *Regularization and Variable Selection via the Elastic Net*, Journal of the Royal Statistical Society B, 2005.
# - A. Ali, J. Z. Kolter and R. Tibshirani, *A Continuous-Time View of Early Stopping for Least Squares Regression*, AISTATS 2019.
