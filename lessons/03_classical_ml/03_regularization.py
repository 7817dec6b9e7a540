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
#     requires: [03_classical_ml/02_linear_regression]
#     objectives:
#       Recognise overfitting, and shrink a linear model by ridge regression: [ridge]
#       Repair an evaluation whose preparation has seen the rows left out: [fold_errors, fewer_rows]
#       Measure bias and variance of a model by simulation: [bias_variance, map_least]
#       Write the lasso by coordinate descent and read its path: [soft_threshold, lasso, which_path]
#       Blend both penalties in an elastic net: [elastic_net]
#       Read early stopping as a penalty: [stopped_early, slower_steps]
#       Choose the penalty by the one-standard-error rule, and say what that costs:
#         [one_standard_error, penalty_to_ship, rule_row]
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
#         Minimising a function over one coordinate at a time, in turn, with all others held fixed.
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
# Afterwards you can write ridge regression, the lasso and the elastic net, and choose the strength of a penalty without
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
# logarithms: there an error of 0.1 is about 10 %, for a cottage as for a villa. "Misses by 28 %" is short for a root mean squared error of 0.28, really a factor of 1.32. Four columns stay out. How the
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
# have judged least squares, for the opening, and come back at the end. They choose nothing.

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
# X^\top y$. For $\lambda > 0$ the matrix is invertible, whatever the columns.


# %%
@lesson.exercise
def ridge(X: np.ndarray, y: np.ndarray, penalty: float) -> tuple[float, np.ndarray]:
    """The intercept and the weights that minimise ‖y − b − Xw‖² + penalty · ‖w‖².

    X: shape (n, d), with any means, and not to be standardised: w belongs to the columns in their own units; y: shape (n,);
    penalty: λ > 0. The intercept b is not penalised. Returns (b, w): a float and an array of shape (d,).
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
# The penalty compares weights with each other, so their units matter: a price per square foot is small, per acre large. Hence the standardisation before any penalty.
#
# ## The error on rows left out
#
# Which $\lambda$? Ten folds can say. This function runs, and gives plausible numbers. Yet the rows left out have had a say in what is fitted, in more than one place.


# %%
@lesson.exercise
def fold_errors(X: np.ndarray, y: np.ndarray, kind: str, penalties: np.ndarray, folds: list) -> np.ndarray:
    """The mean squared error on the rows that each fold leaves out, for each penalty.

    X: shape (n, d); y: shape (n,); kind: "ridge" or "lasso"; penalties: shape (k,), the `alpha` of scikit-learn's Ridge
    or Lasso, with its other settings as they come, each fitted on standardised columns with an intercept; folds: pairs (training rows, validation rows) of
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


# %% [markdown]
# By lot: rows left out and rows that fit, each with all training rows and with every third of them.

# %%
strengths = np.logspace(0, 4, 9).round(2)
thirds = [(training[::3], validation) for training, validation in folds]


def own_errors(A: np.ndarray, target: np.ndarray) -> np.ndarray:
    fits = [ridge(A, target, strength) for strength in strengths]
    return np.sqrt([np.mean((target - b - A @ w) ** 2) for b, w in fits])


curves = {
    "out": np.sqrt(fold_errors(X_fit, y_fit, "ridge", strengths, folds).mean(axis=1)),
    "out, third": np.sqrt(fold_errors(X_fit, y_fit, "ridge", strengths, thirds).mean(axis=1)),
    "fit": own_errors(Z, y_fit),
    "fit, third": own_errors(Z[::3], y_fit[::3]),
}
figure, axes = plt.subplots(figsize=(6.5, 3.2), layout="constrained")
for letter, name, style in zip(
    "PQRS", np.random.default_rng(5).permutation(list(curves)), ["-", "--", "-.", ":"], strict=True
):
    axes.semilogx(strengths, curves[name], style, marker="o", markersize=4, label=letter)
axes.set(xlabel="ridge penalty", ylabel="miss (log price)", title="Ridge, in and out of the fit")
axes.legend()
plt.show()

# %%
lesson.quiz(
    "fewer_rows",
    "Which curve shows the rows left out by models that were fitted to every third training row?",
    ["P", "Q", "R", "S"],
    answer=...,
)

# %%
left_out_error = curves["out"]
print("rows left out:", left_out_error.round(3), "\nrows that fit:", curves["fit"].round(3))
lesson.claim("The rows left out are missed least at a penalty of 100", strengths[left_out_error.argmin()] == 100)
lesson.claim("On its own rows each stronger penalty is worse", (np.diff(curves["fit"]) > 0).all())
lesson.claim(
    "With a third of the rows each penalty misses the rows left out by more",
    (curves["out, third"] > left_out_error).all(),
)

# %% [markdown]
# ## Why a worse fit predicts better
#
# What does a model get wrong on new rows? To see it, make the truth: a curve $f$, and samples
# of it with noise of standard deviation $\sigma$. Fit the same model to many samples. At each $x$ its predictions have an average, and
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
    x, shape (n,); x: shape (n,); truth: the true values there, shape (n,); sigma: the standard deviation of the normal noise; repeats: how
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
# Instead of taking columns away one can penalise them. The explorer has
# both dials, on another curve.

# %%
lesson.explore("bias_variance")

# %%
lesson.quiz(
    "map_least",
    "Set the noise to 1.00 and leave the degree at 12. At which penalty is the sum printed below the picture least?",
    ["10^0.25", "10^0.75", "10^1.25", "10^1.75"],
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
# Near zero a square costs next to nothing, while an absolute value keeps its price per unit: a weight that lowers the loss by less
# than $\lambda$ per unit stays at zero. For a single weight, minimising $\tfrac12 (w - z)^2 + t\lvert w\rvert$ gives the *soft threshold* of $z$:
# $z$ moved by $t$ towards zero, and zero if it lies within $t$ of zero.


# %%
@lesson.exercise
def soft_threshold(z: np.ndarray | float, t: float) -> np.ndarray | float:
    """The w that minimises ½ (w − z)² + t |w|, for each entry of z.

    z: a float or an array of any shape; t: a number ≥ 0. Returns a float (NumPy's will do), or an array of z's shape.
    """


# %% [markdown]
# With many columns take one weight at a time and hold the others fixed: *coordinate descent*. Let $r$ be what the fit leaves unexplained,
# $y - Xw$, and $a_j = \frac1n \sum_i x_{ij}^2$. In $w_j$ alone the problem is the one you have just solved, with
# $z = \frac1n x_j^\top r + a_j w_j$, divided by $a_j$ at the end. Each step lowers the objective or leaves it, and as the
# part that is not smooth is a sum over single weights, the descent converges to a minimum (Tseng, 2001).


# %%
@lesson.exercise
def lasso(X: np.ndarray, y: np.ndarray, penalty: float) -> np.ndarray:
    """The weights that minimise 1/(2n) ‖y − Xw‖² + penalty · Σ|w|, to four digits. There is no intercept.

    X: shape (n, d), used as it is, its columns neither centred nor of spread 1, though not far from it; a column of zeros gets
    the weight 0, and where other columns depend on each other, any minimum will do. y: shape (n,); penalty: λ ≥ 0. The
    arguments stay as they are. Returns shape (d,).
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
lesson.claim(
    "Ours predicts what scikit-learn's Lasso predicts, to six decimals", np.abs(Z @ (ours - library)).max() < 1e-6
)

# %% [markdown]
# Let the penalty fall from where all weights are zero, which is at $\max_j \lvert x_j^\top y\rvert / n$, and weights come to life: the
# *regularisation path*. By lot, for four of the columns: lasso; ridge; the weights of least squares after a soft threshold; and after a hard
# one, which keeps what lies beyond it as it is.

# %%
numbers = Z[:, [names.index(name) for name in ("Gr_Liv_Area", "Garage_Cars", "Total_Bsmt_SF", "Year_Built")]]
least_squares = ridge(numbers, c, 1e-9)[1]
levels = np.linspace(0.36, 0.002, 180)
paths = {
    "lasso": lasso_path(numbers, c, alphas=levels)[1].T,
    "ridge": [ridge(numbers, c, n * level)[1] for level in levels],
    "soft": [soft_threshold(least_squares, level) for level in levels],
    "hard": [least_squares * (np.abs(least_squares) > level) for level in levels],
}
figure, axes = plt.subplots(1, 4, figsize=(9, 2.6), sharex=True, sharey=True, layout="constrained")
for each, letter, name in zip(axes, "PQRS", np.random.default_rng(2).permutation(list(paths)), strict=True):
    for weight, style in zip(np.transpose(paths[name]), ["-", "--", "-.", ":"], strict=True):
        each.plot(levels, weight, style)
    each.set(title=letter, xlabel="penalty λ")
axes[0].set_ylabel("weight")
axes[0].invert_xaxis()
plt.show()
print("mean of each column times y:", (numbers.T @ c / n).round(2), "\nleast squares:", least_squares.round(2))

# %%
lesson.quiz("which_path", "Which panel shows the lasso?", ["P", "Q", "R", "S"], answer=...)

# %% [markdown]
# Now all 164.

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
figure.legend(loc="outside right upper", fontsize=8)
plt.show()
print("order of entry:", ", ".join(names[column] for column in order[:6]))
lesson.claim("All weights are zero at first", not alive[:, 0].any())
lesson.claim(
    "Some weights come in and leave again",
    (np.diff(alive.astype(int), axis=1) == -1).any(axis=1).sum() > 3,
)
lesson.claim("The first to come in is the living area above ground", names[order[0]] == "Gr_Liv_Area")

# %% [markdown]
# Beware of reading causes into it. `Garage_Cars` and `Garage_Area` say nearly the same; which of them the lasso prefers
# depends on a few sales.
#
# ## Elastic net: both
#
# The *elastic net* (Zou and Hastie, 2005) blends the two, with $\rho$ between 0 and 1:
#
# $$ \frac{1}{2n} \lVert y - b - Xw \rVert^2 + \lambda \Bigl( \rho \sum_j \lvert w_j\rvert + \frac{1-\rho}{2} \sum_j w_j^2 \Bigr). $$
#
# In coordinate descent the threshold and the last division change. Write all of it, this time with the intercept.


# %%
@lesson.exercise
def elastic_net(X: np.ndarray, y: np.ndarray, penalty: float, l1_ratio: float) -> tuple[float, np.ndarray]:
    """The intercept and the weights that minimise the formula above, to four digits; the intercept is not penalised.

    X: shape (n, d), with any means, and not to be standardised; where more than one minimum exists, any will do; y: shape (n,); penalty: λ > 0; l1_ratio: ρ in [0, 1], where 1 is the lasso and 0 is ridge. The arguments stay as
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
costs = [
    np.mean((c - twins @ (alone.sum() * np.array([part, 1 - part]))) ** 2) / 2 + 0.1 * abs(alone.sum())
    for part in (0, 0.5, 1)
]
lesson.claim("However the lasso's weight is split between the twins, it costs the same", np.ptp(costs) < 1e-12)
lesson.claim(
    "Our table has twins up to the sign: Central_Air_Y and Central_Air_N",
    np.allclose(Z[:, names.index("Central_Air_Y")], -Z[:, names.index("Central_Air_N")]),
)

# %% [markdown]
# Twins have no unique lasso; in coordinate descent the one visited first takes all. The squared part prefers to share.
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

    X: shape (n, d), n ≥ d, of full column rank, used as it is; y: shape (n,); rate: η > 0, at most n / s² for the
    largest singular value s; steps: t ≥ 1. There is no intercept. Returns (w, λ): shape (d,), and the
    penalty n/(ηt) of ‖y − Xw‖² + λ‖w‖².
    """
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    share = ...
    return ..., ...


# %%
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
# Alike, not equal; and the likeness is one of least squares from zero with a small rate. On all 164 columns, descent with the rate
# 1/(largest curvature) and with a tenth of that, by lot: each seen by the rows left out and by the rows that fit.

# %%
counts = [1, 3, 10, 30, 100, 300, 1000]
seen = {(part, who): np.zeros(len(counts)) for part in (1, 0.1) for who in ("out", "fit")}
for training, validation in folds:
    mean, inside = y_fit[training].mean(), StandardScaler().fit(X_fit[training])
    A, B = inside.transform(X_fit[training]), inside.transform(X_fit[validation])
    for part in (1, 0.1):
        w, rate = np.zeros(len(names)), part * len(A) / np.linalg.norm(A, 2) ** 2
        for step in range(1, counts[-1] + 1):
            w = w - rate * A.T @ (A @ w + mean - y_fit[training]) / len(A)
            if step in counts:
                place = counts.index(step)
                seen[part, "out"][place] += np.mean((mean + B @ w - y_fit[validation]) ** 2) / len(folds)
                seen[part, "fit"][place] += np.mean((mean + A @ w - y_fit[training]) ** 2) / len(folds)
lots = np.random.default_rng(0).permutation(4)
for letter, lot in zip("PQRS", lots, strict=True):
    print(f"{letter}:", *[f"{np.sqrt(error):.3f}" for error in list(seen.values())[lot]])

# %%
lesson.quiz(
    "slower_steps",
    "Columns: 1, 3, 10, …, 1,000 steps. Which row is that of the rows left out when the rate is a tenth?",
    ["P", "Q", "R", "S"],
    answer=...,
)

# %%
stop_error, slow_error = np.sqrt(seen[1, "out"]), np.sqrt(seen[0.1, "out"])
lesson.claim("With the full rate 10 of these numbers of steps is best", counts[stop_error.argmin()] == 10)
lesson.claim("With a tenth of it, 100 is", counts[slow_error.argmin()] == 100)
lesson.claim("The best is within 0.005 of the best ridge penalty", abs(stop_error.min() - left_out_error.min()) < 0.005)

# %% [markdown]
# ## Choose the penalty honestly
#
# The least mean over ten folds is itself drawn by lot: other folds, another minimum. The *one-standard-error rule* (Breiman
# and others, 1984) takes the plainest model that is not clearly worse than the best: of all penalties whose mean error is within
# one standard error of the least mean, the strongest. It is a convention, no test. The rows that judge have no say.


# %%
@lesson.exercise
def one_standard_error(errors: np.ndarray, penalties: np.ndarray) -> float:
    """The penalty that the one-standard-error rule chooses.

    errors: shape (k, m), the error of each penalty on each of m ≥ 2 folds; penalties: shape (k,), in any order. The best penalty is
    that with the least mean over the folds; if several have it, the largest of them. Its standard error is the standard
    deviation of its m errors, with m − 1, divided by √m. Returns a float: the largest penalty whose mean is at most the least
    mean plus this standard error.
    """


# %% [markdown]
# The office wants the lasso, as columns without weight need not be filled in, and the penalty by this rule.

# %%
penalties = np.logspace(-3, -0.5, 26).round(4)


# %%
@lesson.exercise
def penalty_to_ship() -> float:
    """The one of `penalties` with which the lasso goes to the office, by the one-standard-error rule.

    `X_fit`, `y_fit` and the ten `folds` choose; the rows that judge have no say. Returns a float.
    """


# %% [markdown]
# By lot, four of `penalties`, among them the one that your rule chooses.

# %%
table = fold_errors(X_fit, y_fit, "lasso", penalties, folds)
means, errors_of_means = table.mean(axis=1), table.std(axis=1, ddof=1) / np.sqrt(len(folds))
least, chosen = penalties[means.argmin()], penalty_to_ship()
tried = np.random.default_rng(4).permutation([least, penalties[6], chosen, penalties[14]])
for letter, penalty in zip("PQRS", tried, strict=True):
    place = np.abs(penalties - penalty).argmin()
    count = (Lasso(alpha=penalty).fit(Z, y_fit).coef_ != 0).sum()
    print(
        f"{letter}: {count} columns; 1,000 × mean error {1000 * means[place]:.1f} ± {1000 * errors_of_means[place]:.1f}"
    )

# %%
lesson.quiz(
    "rule_row",
    "Behind ± stands the standard error of each mean. Which of these four does the rule choose?",
    ["P", "Q", "R", "S"],
    answer=...,
)

# %% [markdown]
# ## Open: more columns than rows
#
# With `LassoCV`, `RidgeCV` or `ElasticNetCV` of `sklearn.linear_model`, or by hand: write a function that makes a model of any wide table. To pass, its squared error on new rows must be at most 1.6 times that of `LassoCV` behind a scaler, on a table of 60 rows and 80 columns, of which a few matter. Settle what you write by folds, before you run the cell below. Be proud of less than
# 0.160 on the later sales.


# %%
@lesson.exercise
def fit_wide(X: np.ndarray, y: np.ndarray):
    """A model of y that was fitted to few rows with many columns, and has chosen its penalty itself.

    X: shape (n, d), n ≥ 10, d possibly larger than n, each column with its own unit and mean, none constant; most of the columns do not
    matter; y: shape (n,), in any unit. The squared error on new rows must be at most 1.6 times that of scikit-learn's LassoCV on
    standardised columns. It is fitted twice to 60 rows and 80 columns, in a minute at most. Returns an object whose `predict`
    takes rows like those of X, shape (m, d), and returns shape (m,).
    """


# %%
print(f"your model misses later prices by {miss(fit_wide(X_fit, y_fit), X_judge, y_judge):.3f}")

# %% [markdown]
# ## The two numbers
#
# The rows of 2009 and 2010 again: the lasso at the least mean, and the one that goes to the office.

# %%
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
# So 41 columns, and 17 %. And what the folds say is not what later years say: the rows left out are of the same years as those that fit, and have chosen the penalty.
#
# How firm is 41? Take every tenth sale from one row later, two, three.

# %%
counted = []
for start in (1, 2, 3):
    rows = np.flatnonzero(file["Year_Sold"] <= 2008)[start::10]
    columns = pd.get_dummies(file.drop(columns=left_out).iloc[rows], dtype=float)
    columns = columns.loc[:, ((columns != 0).sum() >= 5) & (columns.nunique() > 1)].to_numpy()
    parts_of_rows = [
        (np.flatnonzero(np.arange(len(rows)) % 10 != k), np.flatnonzero(np.arange(len(rows)) % 10 == k))
        for k in range(10)
    ]
    strength = one_standard_error(fold_errors(columns, price[rows], "lasso", penalties, parts_of_rows), penalties)
    model = Lasso(alpha=strength).fit(StandardScaler().fit_transform(columns), price[rows])
    counted.append(int((model.coef_ != 0).sum()))
print("columns kept in three other samples:", counted)
lesson.claim("None of the three keeps 30 columns, and one keeps fewer than 15", max(counted) < 30 and min(counted) < 15)

# %% [markdown]
# So the number belongs to this sample and these folds, not to the houses.
#
# ## The mistakes people make
#
# Penalising columns in their own units, so that the unit decides which weight is small. Penalising the intercept.
# Standardising before the folds are made. Taking a penalty of 0.01 from `Lasso` to `Ridge`, where it means something
# else: one divides the squares by $2n$, the other does not. Choosing the penalty on the rows that judge, and then quoting
# their error. Reading the columns that the lasso keeps as those that matter. Quoting standard errors of least squares after a penalty has chosen.
#
# ## What to remember
#
# A penalty trades variance for bias, and gains most where variance was large: many columns, few rows. Ridge shrinks,
# most along the faint directions; the lasso also sets to zero, and picks one of two twins; the elastic net lets them share.
# Fewer steps of descent act like a stronger ridge penalty. Standardise inside the folds, leave the intercept alone, choose by
# folds, and let fresh rows judge and never choose. Next comes *Classification*, where the same penalties hold back the weights of a
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
