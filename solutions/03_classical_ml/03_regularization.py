"""Solutions of 03_classical_ml/03_regularization: Regularisation."""

import numpy as np
from sklearn.linear_model import ElasticNet, ElasticNetCV, Lasso, LinearRegression, Ridge, RidgeCV
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from workbench.authoring import choice, reference

# -- ridge -------------------------------------------------------------------------------------------------------------


@reference(rtol=1e-6, atol=1e-9)
def ridge(X, y, penalty):
    means = X.mean(axis=0)
    centred = X - means
    w = np.linalg.solve(centred.T @ centred + penalty * np.eye(X.shape[1]), centred.T @ (y - y.mean()))
    return float(y.mean() - means @ w), w


ridge.example(X=np.array([[1.0], [2.0], [6.0]]), y=np.array([2.0, 6.0, 10.0]), penalty=2.0)


@ridge.cases(n=6)
def _(rng, i):
    # More columns than rows in every second case; means far from zero, units that differ.
    n, d = ((4, 6), (9, 3), (6, 1))[i % 3]
    X = rng.normal(size=(n, d)) * rng.uniform(0.5, 3, size=d) + rng.uniform(1, 4, size=d)
    return {"X": X, "y": rng.normal(size=n) + 8, "penalty": rng.uniform(0.5, 5)}


@ridge.alternative
def _(X, y, penalty):
    model = Ridge(alpha=penalty).fit(X, y)
    return float(model.intercept_), model.coef_


@ridge.alternative
def _(X, y, penalty):
    # Least squares with d more rows, which ask each weight to be zero; the column of ones has no such row.
    n, d = X.shape
    rows = np.column_stack([X, np.ones(n)])
    more = np.column_stack([np.sqrt(penalty) * np.eye(d), np.zeros(d)])
    answer = np.linalg.lstsq(np.vstack([rows, more]), np.concatenate([y, np.zeros(d)]), rcond=None)[0]
    return float(answer[-1]), answer[:-1]


@ridge.misconception(
    "You penalised the intercept with the weights, so that every prediction is pulled towards zero. It goes free: give the "
    "column of ones no penalty, or centre first."
)
def _(X, y, penalty):
    rows = np.column_stack([np.ones(len(X)), X])
    answer = np.linalg.solve(rows.T @ rows + penalty * np.eye(rows.shape[1]), rows.T @ y)
    return float(answer[0]), answer[1:]


ridge.misconception(
    "You solved for the weights with X as it is. With a free intercept the fit passes through the means: centre the columns first.",
    "X - means → X",
)


@ridge.misconception(
    "You solved for the weights with X as it is. With a free intercept the fit passes through the means: centre the columns first."
)
def _(X, y, penalty):
    w = np.linalg.solve(X.T @ X + penalty * np.eye(X.shape[1]), X.T @ y)  # y is not centred either
    return float(y.mean() - X.mean(axis=0) @ w), w


ridge.misconception(
    "Your intercept is the mean of y alone. That holds for centred columns; in the units of X the means of the columns times "
    "their weights come off.",
    "y.mean() - means @ w → y.mean()",
)
ridge.misconception(
    "You multiplied the penalty by the number of rows. This formula sums the squares and does not average them.",
    "penalty * np.eye(X.shape[1]) → len(X) * penalty * np.eye(X.shape[1])",
)
ridge.misconception(
    "You squared the penalty. λ itself stands on the diagonal; only among added rows of data does its root stand.",
    "penalty * np.eye(X.shape[1]) → penalty**2 * np.eye(X.shape[1])",
)
ridge.misconception(
    "You standardised the columns. Here they keep their units, and the penalty acts on the weights in these.",
    "X - means → (X - means) / X.std(axis=0)",
)


@ridge.misconception(
    "You standardised the columns. Here they keep their units, and the penalty acts on the weights in these."
)
def _(X, y, penalty):
    spread = X.std(axis=0)
    intercept, w = ridge(X / spread, y, penalty)
    return intercept, w / spread


ridge.misconception(
    "The penalty has no effect on your weights: it belongs on the diagonal of XᵀX.",
    "penalty * np.eye(X.shape[1]) → 1e-9 * np.eye(X.shape[1])",
)
ridge.misconception(
    "You added the penalty to all entries of XᵀX. It belongs on the diagonal, times the identity.",
    "penalty * np.eye(X.shape[1]) → penalty",
)

ridge.hints(
    "What would change if the columns and y had mean zero? Then the intercept would be zero too.",
    "Subtract the means, solve (XᵀX + λI) w = Xᵀy for the centred arrays, and get the intercept from the means afterwards.",
    "`w = np.linalg.solve(A.T @ A + penalty * np.eye(d), A.T @ (y - y.mean()))` with `A = X - X.mean(axis=0)`; the "
    "intercept is `y.mean() - X.mean(axis=0) @ w`.",
)
ridge.explain(
    "For any w the best free intercept is ȳ − x̄·w. Put in, it leaves the centred problem, whose gradient "
    "−2Xᵀ(y − Xw) + 2λw is zero at the solution. λ > 0 makes every eigenvalue positive."
)
ridge.equivalent("y - y.mean() → y + y.mean()", because="the centred columns are orthogonal to every constant")

# -- fold_errors -------------------------------------------------------------------------------------------------------


@reference(role="repair", rtol=5e-3)
def fold_errors(X, y, kind, penalties, folds):
    make = {"ridge": Ridge, "lasso": Lasso}[kind]
    errors = np.empty((len(penalties), len(folds)))
    for k, (training, validation) in enumerate(folds):
        scaler = StandardScaler().fit(X[training])
        inside, outside = scaler.transform(X[training]), scaler.transform(X[validation])
        for j, penalty in enumerate(penalties):
            model = make(alpha=penalty).fit(inside, y[training])
            errors[j, k] = np.mean((model.predict(outside) - y[validation]) ** 2)
    return errors


fold_errors.example(
    X=np.array([[0.0], [2.0], [4.0], [10.0]]),
    y=np.array([1.0, 2.0, 3.0, 9.0]),
    kind="ridge",
    penalties=np.array([1.0, 2.0]),
    folds=[(np.array([0, 1]), np.array([2, 3])), (np.array([2, 3]), np.array([0, 1]))],
)


@fold_errors.alternative
def _converged(X, y, kind, penalties, folds):
    # A lasso that is let run on until it has converged further.
    make = {"ridge": lambda p: Ridge(alpha=p), "lasso": lambda p: Lasso(alpha=p, tol=1e-10, max_iter=100_000)}[kind]
    models = [make_pipeline(StandardScaler(), make(p)) for p in penalties]
    return np.array([[np.mean((m.fit(X[a], y[a]).predict(X[b]) - y[b]) ** 2) for a, b in folds] for m in models])


@fold_errors.cases(n=4)
def _(rng, i):
    # Where scikit-learn's lasso stops a little early, one that goes on is as right: such tables are drawn again.
    while True:
        table = _left_out_table(rng, i)
        if np.allclose(fold_errors(**table), _converged(**table), rtol=1e-3):
            return table


def _left_out_table(rng, i):
    n, d = 13, (2, 4)[i % 2]
    X = rng.normal(size=(n, d)) * rng.uniform(0.5, 20, size=d)
    y = X @ rng.normal(size=d) / 5 + rng.normal(size=n) + 5
    parts = np.array_split(rng.permutation(n), 3)
    folds = [(np.setdiff1d(np.arange(n), part), part) for part in parts]
    return {
        "X": X,
        "y": y,
        "kind": ("lasso", "ridge")[i // 2],
        "penalties": rng.uniform(0.05, 1, size=2),
        "folds": folds,
    }


@fold_errors.alternative
def _(X, y, kind, penalties, folds):
    rows = []
    for penalty in penalties:
        model = make_pipeline(StandardScaler(), Ridge(alpha=penalty) if kind == "ridge" else Lasso(alpha=penalty))
        rows.append(-cross_val_score(model, X, y, cv=folds, scoring="neg_mean_squared_error"))
    return np.array(rows)


@fold_errors.misconception(
    "The columns are still standardised on all rows: the rows left out have a say in means and spreads. Fit the scaler in each "
    "fold, to its training rows."
)
def _(X, y, kind, penalties, folds):
    model, X = {"ridge": Ridge, "lasso": Lasso}[kind], StandardScaler().fit_transform(X)
    return np.array(
        [[np.mean((model(alpha=p).fit(X[a], y[a]).predict(X[b]) - y[b]) ** 2) for a, b in folds] for p in penalties]
    )


@fold_errors.misconception(
    "The mean of y that you subtract is still that of all rows. The level of the prices is learned as well: from the training "
    "rows of the fold, by the model's own intercept or by their mean."
)
def _(X, y, kind, penalties, folds):
    make, centre = {"ridge": Ridge, "lasso": Lasso}[kind], y.mean()
    errors = np.empty((len(penalties), len(folds)))
    for k, (training, validation) in enumerate(folds):
        scaler = StandardScaler().fit(X[training])
        inside, outside = scaler.transform(X[training]), scaler.transform(X[validation])
        for j, penalty in enumerate(penalties):
            model = make(alpha=penalty, fit_intercept=False).fit(inside, y[training] - centre)
            errors[j, k] = np.mean((centre + model.predict(outside) - y[validation]) ** 2)
    return errors


@fold_errors.misconception(
    "Columns and y are both prepared with all rows still. Whatever is learned, the mean of y too, comes from the training rows of the fold."
)
def _(X, y, kind, penalties, folds):
    make, X, centre = {"ridge": Ridge, "lasso": Lasso}[kind], StandardScaler().fit_transform(X), y.mean()
    errors = np.empty((len(penalties), len(folds)))
    for k, (training, validation) in enumerate(folds):
        for j, penalty in enumerate(penalties):
            model = make(alpha=penalty, fit_intercept=False).fit(X[training], y[training] - centre)
            errors[j, k] = np.mean((centre + model.predict(X[validation]) - y[validation]) ** 2)
    return errors


fold_errors.misconception(
    "You fitted a scaler of its own to the rows left out. They are new rows: treat them with what the training rows say.",
    "scaler.transform(X[validation]) → StandardScaler().fit_transform(X[validation])",
)
fold_errors.misconception(
    "The columns are no longer standardised at all, so the units decide which weight is dear.",
    "scaler.transform(X[training]) → X[training]",
    "scaler.transform(X[validation]) → X[validation]",
)
fold_errors.misconception(
    "The model has no intercept, and y is no longer centred, so the level of y is missing from every prediction.",
    "make(alpha=penalty) → make(alpha=penalty, fit_intercept=False)",
)
fold_errors.misconception(
    "You took the square root in each fold. The mean squared error itself was asked for; a root comes after the mean over the folds.",
    "np.mean((model.predict(outside) - y[validation]) ** 2) → np.sqrt(np.mean((model.predict(outside) - y[validation]) ** 2))",
)
fold_errors.misconception(
    "You measured on the rows that fitted. The error of a fold is that of the rows it leaves out.",
    "model.predict(outside) - y[validation] → model.predict(inside) - y[training]",
)

fold_errors.hints(
    "Which numbers does the function learn before it looks at the folds?",
    "Means and spreads of the columns, and the mean of y. All three must be learned inside the loop, from the training rows.",
    "In the outer loop: `scaler = StandardScaler().fit(X[training])`, then transform both parts with it. Let the model fit its "
    "own intercept.",
)
fold_errors.explain(
    "Scaler and mean were fitted to all rows, those left out included. Here that moves the numbers little; with a choice of "
    "columns or a target encoding the same slip can make noise look like knowledge. A pipeline inside the folds rules it out."
)

# -- bias_variance -----------------------------------------------------------------------------------------------------


@reference
def bias_variance(fit_predict, x, truth, sigma, repeats, seed):
    rng = np.random.default_rng(seed)
    predictions = np.array([fit_predict(x, truth + sigma * rng.normal(size=len(x))) for _ in range(repeats)])
    return np.mean((predictions.mean(axis=0) - truth) ** 2), np.mean(predictions.var(axis=0))


@bias_variance.probe
def _(candidate, smoother, x, truth, sigma, repeats, seed):
    squared, variance = candidate(lambda x, y: smoother @ y + 0 * x, x, truth, sigma, repeats, seed)
    return float(squared), float(variance)


# The model predicts half of what it was given: a bias of (−1, 2).
bias_variance.example(
    smoother=np.eye(2) / 2, x=np.array([0.0, 1.0]), truth=np.array([2.0, -4.0]), sigma=1.0, repeats=2, seed=0
)


@bias_variance.cases(n=5)
def _(rng, i):
    n = rng.integers(2, 6)
    return {
        "smoother": rng.normal(size=(n, n)),
        "x": np.arange(float(n)),
        "truth": rng.normal(size=n) * 2,
        "sigma": (0.0, 0.5, 2.0)[i % 3],
        "repeats": (4, 1, 3, 7, 5)[i],
        "seed": i,
    }


@bias_variance.alternative
def _(fit_predict, x, truth, sigma, repeats, seed):
    noise = np.random.default_rng(seed).normal(size=(repeats, len(x))) * sigma
    total, squares = np.zeros(len(x)), np.zeros(len(x))
    for each in noise:
        predicted = np.asarray(fit_predict(x, truth + each))
        total, squares = total + predicted, squares + (predicted - truth) ** 2
    bias = total / repeats - truth
    # The squared distance from the truth is squared bias plus variance.
    return float(np.mean(bias**2)), float(np.mean(squares / repeats - bias**2))


bias_variance.misconception(
    "You averaged the squared distance of each prediction from the truth. That is bias² and variance together: average the "
    "predictions first, then take the distance.",
    "np.mean((predictions.mean(axis=0) - truth) ** 2) → np.mean((predictions - truth) ** 2)",
)
bias_variance.misconception(
    "You averaged the bias over the places before squaring it, so that too high here and too low there cancel. Square at "
    "each place.",
    "np.mean((predictions.mean(axis=0) - truth) ** 2) → np.mean(predictions.mean(axis=0) - truth) ** 2",
)
bias_variance.misconception(
    "You took the spread along x instead of that over the samples. The variance asks how the prediction at one place changes "
    "from sample to sample.",
    "predictions.var(axis=0) → predictions.var(axis=1)",
)
bias_variance.misconception(
    "You took the spread along x instead of that over the samples. The variance asks how the prediction at one place changes "
    "from sample to sample.",
    "predictions.var(axis=0) → predictions.var()",
)
bias_variance.misconception(
    "You averaged standard deviations. The variance is their square.",
    "predictions.var(axis=0) → predictions.std(axis=0)",
)
bias_variance.misconception(
    "You divided by repeats − 1. Here the variance divides by `repeats`, and with one sample it is 0.",
    "np.mean(predictions.var(axis=0)) → np.mean(predictions.var(axis=0)) * repeats / max(repeats - 1, 0.5)",
)
bias_variance.misconception(
    "The bias is missing its square.",
    "np.mean((predictions.mean(axis=0) - truth) ** 2) → np.mean(predictions.mean(axis=0) - truth)",
)
bias_variance.misconception(
    "The bias is missing its square.",
    "np.mean((predictions.mean(axis=0) - truth) ** 2) → np.mean(np.abs(predictions.mean(axis=0) - truth))",
)


@bias_variance.misconception(
    "Every sample has the same noise in your simulation, so nothing scatters: make the generator once, before the loop, and "
    "draw again for each sample."
)
def _(fit_predict, x, truth, sigma, repeats, seed):
    same = np.random.default_rng(seed).normal(size=len(x))
    return bias_variance(lambda x, y: fit_predict(x, truth + sigma * same), x, truth, sigma, repeats, seed)


@bias_variance.misconception(
    "You compared the average prediction with noisy values. Bias is the distance from the truth."
)
def _(fit_predict, x, truth, sigma, repeats, seed):
    rng = np.random.default_rng(seed)
    samples = np.array([truth + sigma * rng.normal(size=len(x)) for _ in range(repeats)])
    predictions = np.array([fit_predict(x, y) for y in samples])
    return np.mean((predictions.mean(axis=0) - samples.mean(axis=0)) ** 2), np.mean(predictions.var(axis=0))


bias_variance.misconception(
    "Your noise has the variance sigma, or sigma squared as its spread. sigma is the spread: it multiplies standard normal numbers.",
    "sigma * rng.normal(size=len(x)) → np.sqrt(sigma) * rng.normal(size=len(x))",
)
bias_variance.misconception(
    "Your noise has the variance sigma, or sigma squared as its spread. sigma is the spread: it multiplies standard normal numbers.",
    "sigma * rng.normal(size=len(x)) → sigma**2 * rng.normal(size=len(x))",
)

bias_variance.hints(
    "One row of `predictions` for each sample: what does a column hold?",
    "Average the rows: that is the mean prediction at each place. Its squared distance from the truth is bias²; the variance down each column "
    "is the other part.",
    "`predictions = np.array([fit_predict(x, truth + sigma * rng.normal(size=len(x))) for _ in range(repeats)])`; then "
    "`predictions.mean(axis=0)` and `predictions.var(axis=0)`, each averaged over the places in the end.",
)
bias_variance.explain(
    "At each place the mean squared distance from the truth splits into the squared distance of the average and the scatter around "
    "the average, since the cross term sums to zero. The noise of a fresh value comes on top."
)

# -- soft_threshold ----------------------------------------------------------------------------------------------------


@reference
def soft_threshold(z, t):
    return np.sign(z) * np.maximum(np.abs(z) - t, 0)


soft_threshold.example(z=np.array([3.0, -2.0, 0.5]), t=1.0)
soft_threshold.example(z=-2.5, t=1.0)


@soft_threshold.cases(n=4)
def _(rng, i):
    if i == 0:
        return {"z": np.array([-1.0, 1.0, 0.0]), "t": 1.0}
    return {"z": rng.normal(size=(4, (2, 2, 5)[i - 1])) * 2, "t": (0.0, 1.0, 0.5)[i - 1]}


@soft_threshold.alternative
def _(z, t):
    return np.maximum(z - t, 0) - np.maximum(-z - t, 0)


@soft_threshold.alternative
def _(z, t):
    return z - np.clip(z, -t, t)


soft_threshold.misconception(
    "You kept what lies beyond t as it is: a hard threshold. The soft one also moves it nearer to zero, by t.",
    "np.sign(z) * np.maximum(np.abs(z) - t, 0) → z * (np.abs(z) > t)",
)
soft_threshold.misconception(
    "You lost the sign: a negative z has a negative w.",
    "np.sign(z) * np.maximum(np.abs(z) - t, 0) → np.maximum(np.abs(z) - t, 0)",
)
soft_threshold.misconception(
    "You moved every z by t, and so small ones past zero to the other side. What is no further away than t becomes zero.",
    "np.maximum(np.abs(z) - t, 0) → (np.abs(z) - t)",
)
soft_threshold.misconception(
    "You subtracted t from negative values too, or made them zero. They move up, towards zero.",
    "np.sign(z) * np.maximum(np.abs(z) - t, 0) → np.maximum(z - t, 0)",
)
soft_threshold.misconception(
    "You subtracted t from negative values too, or made them zero. They move up, towards zero.",
    "np.sign(z) * np.maximum(np.abs(z) - t, 0) → np.where(np.abs(z) > t, z - t, 0)",
)
soft_threshold.misconception(
    "You shrank by a factor, which is what a squared penalty does. An absolute one takes off a fixed amount.",
    "np.sign(z) * np.maximum(np.abs(z) - t, 0) → z / (1 + t)",
)
soft_threshold.misconception(
    "You moved by half of t, or by twice t. The slope of ½ (w − z)² is w − z, and that of t |w| is t: they balance at a distance of t.",
    "np.abs(z) - t → np.abs(z) - t / 2",
)
soft_threshold.misconception(
    "You moved by half of t, or by twice t. The slope of ½ (w − z)² is w − z, and that of t |w| is t: they balance at a distance of t.",
    "np.abs(z) - t → np.abs(z) - 2 * t",
)

soft_threshold.hints(
    "For w > 0 the slope of the sum is w − z + t. Where is it zero, and is that w positive?",
    "By symmetry a negative z goes the other way. In between, for |z| ≤ t, no w but zero is left.",
    "The size is |z| − t, but at least 0 (`np.maximum`), and the sign is that of z (`np.sign`).",
)
soft_threshold.explain(
    "For w > 0 the minimum is at z − t, if that is positive; for w < 0 at z + t, if that is negative. Otherwise the objective "
    "rises on both sides of zero."
)

# -- lasso -------------------------------------------------------------------------------------------------------------


@reference(rtol=1e-4, atol=1e-6)
def lasso(X, y, penalty):
    w, left = np.zeros(X.shape[1]), y.astype(float)
    size = np.mean(X**2, axis=0)
    for _ in range(1000):
        before = w.copy()
        for j in np.flatnonzero(size):
            new = soft_threshold(X[:, j] @ left / len(y) + size[j] * w[j], penalty) / size[j]
            left = left - X[:, j] * (new - w[j])
            w[j] = new
        if np.abs(w - before).max() < 1e-10:
            break
    return w


# On orthogonal columns one sweep arrives: z is (2, 1) and a is (1, 0.25).
lasso.example(X=np.array([[1.0, 0.5], [1.0, -0.5]]), y=np.array([4.0, 0.0]), penalty=0.5)


@lasso.cases(n=6)
def _(rng, i):
    n, d = (8, (3, 2, 4, 1)[i % 4])
    X = rng.normal(size=(n, d)) * rng.uniform(0.5, 2, size=d)
    if i == 2:
        X[:, 1] = 0.0
    w = rng.normal(size=d) * 2
    w[0] = 0.05
    if i == 5:  # columns that go together, with weights below zero: the first sweep goes too far down
        X, w = X + 2 * rng.normal(size=(n, 1)), -np.abs(w) - 1
    return {"X": X, "y": X @ w + rng.normal(size=n) * 0.5, "penalty": (0.1, 0.4, 0.3, 0.0, 50.0, 0.2)[i]}


@lasso.alternative
def _(X, y, penalty):
    if penalty == 0:
        return np.linalg.lstsq(X, y, rcond=None)[0]
    return Lasso(alpha=penalty, fit_intercept=False, tol=1e-12, max_iter=100_000).fit(X, y).coef_


@lasso.alternative
def _(X, y, penalty):
    # Proximal gradient: a step of descent for all weights at once, then the threshold.
    rate = len(y) / np.linalg.norm(X, 2) ** 2
    w = np.zeros(X.shape[1])
    for _ in range(1500):
        w = soft_threshold(w + rate * X.T @ (y - X @ w) / len(y), rate * penalty)
    return w


lasso.misconception(
    "You left out the column's own part. In z the column is taken out of the fit: add a_j times its present weight.",
    "X[:, j] @ left / len(y) + size[j] * w[j] → X[:, j] @ left / len(y)",
)
lasso.misconception(
    "You added the present weight without its factor. That is right for columns of spread 1; in general it is a_j times the weight.",
    "size[j] * w[j] → w[j]",
)
lasso.misconception(
    "You did not divide by a_j after the threshold. That is right for columns whose mean square is 1, and these differ.",
    "soft_threshold(X[:, j] @ left / len(y) + size[j] * w[j], penalty) / size[j] → "
    "soft_threshold(X[:, j] @ left / len(y) + size[j] * w[j], penalty)",
)
lasso.misconception(
    "You divided by a_j before the threshold, so the penalty counts less for narrow columns and more for wide ones. Threshold first.",
    "soft_threshold(X[:, j] @ left / len(y) + size[j] * w[j], penalty) / size[j] → "
    "soft_threshold((X[:, j] @ left / len(y) + size[j] * w[j]) / size[j], penalty)",
)


@lasso.misconception(
    "The squares are summed in your objective and not averaged. With the factor 1/(2n), z and a_j are means over the rows."
)
def _(X, y, penalty):
    return lasso(X, y, penalty / len(y))


@lasso.misconception(
    "Your objective has 1/n in front of the squares where it should have 1/(2n), so the penalty counts only half."
)
def _(X, y, penalty):
    return lasso(X, y, penalty / 2)


lasso.misconception(
    "You never brought up to date what is left unexplained, so each column is fitted as if it were alone.",
    "left - X[:, j] * (new - w[j]) → left",
)


@lasso.misconception(
    "You never brought up to date what is left unexplained, so each column is fitted as if it were alone."
)
def _(X, y, penalty):
    size = np.mean(X**2, axis=0)
    return soft_threshold(X.T @ y / len(y), penalty) / np.where(size == 0, 1.0, size)


lasso.misconception(
    "Your a_j is the variance of the column. It is the mean of the squares, which is the same for centred columns alone.",
    "np.mean(X**2, axis=0) → X.var(axis=0)",
)
lasso.misconception(
    "That is one sweep. A weight changes what is left for the others: go on until nothing moves.",
    "range(1000) → range(1)",
)


@lasso.misconception(
    "You fitted least squares and applied the threshold to its weights. That is the lasso for orthogonal columns alone."
)
def _(X, y, penalty):
    size = np.mean(X**2, axis=0)
    size = np.where(size == 0, 1.0, size)
    return soft_threshold(np.linalg.lstsq(X, y, rcond=None)[0] * size, penalty) / size


lasso.hints(
    "Take out column j: which values are left for it to explain? Those of `left` plus its own part, X[:, j] · w[j].",
    "z is the mean over the rows of X[:, j] times those values, which is x·left/n + a_j w_j. Then threshold by the penalty, then divide by a_j.",
    "`size = np.mean(X**2, axis=0)`; `new = soft_threshold(X[:, j] @ left / n + size[j] * w[j], penalty) / size[j]`; and "
    "`left` loses `X[:, j] * (new - w[j])`.",
)
lasso.explain(
    "In w_j alone the objective is ½ a_j w² − z w + λ|w| plus a constant: a_j times the problem of the soft threshold at z/a_j with "
    "t = λ/a_j. Keeping `left` up to date makes a step cost n operations instead of n·d."
)
lasso.equivalent(
    "1000 → 1001",
    "range(1000) → range(1000 - 1)",
    "np.abs(w - before).max() < 1e-10 → np.abs(w - before).max() <= 1e-10",
    "w - before → w + before",
    because="a sweep more after nothing moves changes nothing",
)
lasso.equivalent("1e-10 → 2e-10", because="either is far below the digits that are asked for")

# -- elastic_net -------------------------------------------------------------------------------------------------------


@reference(rtol=1e-4, atol=1e-6)
def elastic_net(X, y, penalty, l1_ratio):
    means = X.mean(axis=0)
    centred, left = X - means, y - y.mean()
    w, size = np.zeros(X.shape[1]), np.mean(centred**2, axis=0)
    for _ in range(1000):
        before = w.copy()
        for j in range(len(w)):
            z = centred[:, j] @ left / len(y) + size[j] * w[j]
            new = soft_threshold(z, penalty * l1_ratio) / (size[j] + penalty * (1 - l1_ratio))
            left = left - centred[:, j] * (new - w[j])
            w[j] = new
        if np.abs(w - before).max() < 1e-10:
            break
    return float(y.mean() - means @ w), w


# The column has mean 4 and mean square 1 around it; z is 2.
elastic_net.example(X=np.array([[3.0], [5.0]]), y=np.array([1.0, 5.0]), penalty=1.0, l1_ratio=0.25)


@elastic_net.cases(n=6)
def _(rng, i):
    n, d = 9, (3, 1, 2)[i % 3]
    X = rng.normal(size=(n, d)) * rng.uniform(0.5, 2, size=d) + rng.uniform(1, 3, size=d)
    w = rng.normal(size=d) * 2
    w[0] = 0.05
    if i == 3:
        X, w = X + 2 * rng.normal(size=(n, 1)), -np.abs(w) - 1
    y = X @ w + rng.normal(size=n) * 0.5 + 4
    return {"X": X, "y": y, "penalty": (0.2, 0.5, 0.8)[i % 3], "l1_ratio": (0.5, 0.25, 0.75, 1.0, 0.0, 0.5)[i]}


@elastic_net.alternative
def _(X, y, penalty, l1_ratio):
    if l1_ratio == 0:
        return ridge(X, y, len(y) * penalty)
    model = ElasticNet(alpha=penalty, l1_ratio=l1_ratio, tol=1e-12, max_iter=100_000).fit(X, y)
    return float(model.intercept_), model.coef_


@elastic_net.alternative
def _(X, y, penalty, l1_ratio):
    # The squared part as d more rows of a lasso, which then has n + d rows to average over.
    n, d = X.shape
    rows = np.vstack([X - X.mean(axis=0), np.sqrt(n * penalty * (1 - l1_ratio)) * np.eye(d)])
    w = lasso(rows, np.concatenate([y - y.mean(), np.zeros(d)]), penalty * l1_ratio * n / (n + d))
    return float(y.mean() - X.mean(axis=0) @ w), w


elastic_net.misconception(
    "Both shares of the penalty are whole in your formula. ρ goes to the absolute weights and 1 − ρ to the squared ones.",
    "penalty * l1_ratio → penalty",
    "penalty * (1 - l1_ratio) → penalty",
)


@elastic_net.misconception(
    "ρ and 1 − ρ have changed places: ρ belongs to the absolute weights, so that ρ = 1 is the lasso."
)
def _(X, y, penalty, l1_ratio):
    return elastic_net(X, y, penalty, 1 - l1_ratio)


@elastic_net.misconception(
    "You penalised the intercept with the weights, so that every prediction is pulled towards zero. It goes free: centre first."
)
def _(X, y, penalty, l1_ratio):
    rows, left = np.column_stack([np.ones(len(y)), X]), y.astype(float)
    w, size = np.zeros(rows.shape[1]), np.mean(rows**2, axis=0)
    for _ in range(20_000):
        before = w.copy()
        for j in range(len(w)):
            z = rows[:, j] @ left / len(y) + size[j] * w[j]
            new = soft_threshold(z, penalty * l1_ratio) / (size[j] + penalty * (1 - l1_ratio))
            left = left - rows[:, j] * (new - w[j])
            w[j] = new
        if np.abs(w - before).max() < 1e-10:
            break
    return float(w[0]), w[1:]


elastic_net.misconception(
    "You added twice the squared part. It stands with ½ in the formula, so its slope is λ(1 − ρ) times the weight.",
    "size[j] + penalty * (1 - l1_ratio) → size[j] + 2 * penalty * (1 - l1_ratio)",
)
elastic_net.misconception(
    "You added half of the squared part. The ½ goes when the square is differentiated, so that λ(1 − ρ) remains.",
    "size[j] + penalty * (1 - l1_ratio) → size[j] + penalty * (1 - l1_ratio) / 2",
)
elastic_net.misconception(
    "The squared part has no effect on your weights: it stands beside a_j in the last division.",
    "size[j] + penalty * (1 - l1_ratio) → size[j]",
)
elastic_net.misconception(
    "You fitted without centring the columns. With a free intercept the fit passes through the means.",
    "X - means → X",
)
elastic_net.misconception(
    "Your intercept is the mean of y alone; the means of the columns times their weights must come off.",
    "y.mean() - means @ w → y.mean()",
)
elastic_net.misconception(
    "You took ridge's penalty without the number of rows. Here the squares are averaged: z and a_j are means over the rows.",
    "size[j] + penalty * (1 - l1_ratio) → size[j] + penalty * (1 - l1_ratio) / len(y)",
)
elastic_net.misconception(
    "You standardised the columns. Here they keep their units, and the penalty acts on the weights in these.",
    "X - means → (X - means) / X.std(axis=0)",
)


@elastic_net.misconception(
    "You standardised the columns. Here they keep their units, and the penalty acts on the weights in these."
)
def _(X, y, penalty, l1_ratio):
    spread = X.std(axis=0)
    intercept, w = elastic_net(X / spread, y, penalty, l1_ratio)
    return intercept, w / spread


@elastic_net.misconception(
    "The squares are summed in your objective and not averaged. With the factor 1/(2n), z and a_j are means over the rows."
)
def _(X, y, penalty, l1_ratio):
    return elastic_net(X, y, penalty / len(y), l1_ratio)


elastic_net.hints(
    "Begin with your lasso on centred columns and centred y. What does ½ λ(1 − ρ) w² add in one weight alone?",
    "The threshold becomes λρ, and what you divide by becomes a_j + λ(1 − ρ). The intercept comes from the means, as in ridge.",
    "`new = soft_threshold(z, penalty * l1_ratio) / (size[j] + penalty * (1 - l1_ratio))`, the rest as in the lasso; in the end "
    "`y.mean() - X.mean(axis=0) @ w`.",
)
elastic_net.explain(
    "In one weight the objective is ½ (a_j + λ(1 − ρ)) w² − z w + λρ|w|: the same threshold, with more curvature. This curvature also makes the "
    "minimum unique when columns repeat each other."
)
elastic_net.equivalent(
    "1000 → 1001",
    "range(1000) → range(1000 - 1)",
    "np.abs(w - before).max() < 1e-10 → np.abs(w - before).max() <= 1e-10",
    "w - before → w + before",
    because="a sweep more after nothing moves changes nothing",
)
elastic_net.equivalent("y - y.mean() → y + y.mean()", because="the centred columns are orthogonal to every constant")
elastic_net.equivalent("1e-10 → 2e-10", because="either is far below the digits that are asked for")

# -- stopped_early -----------------------------------------------------------------------------------------------------


@reference(rtol=1e-6, atol=1e-9)
def stopped_early(X, y, rate, steps):
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    share = 1 - (1 - rate * s**2 / len(y)) ** steps
    return Vt.T @ (share * (U.T @ y) / s), len(y) / (rate * steps)


stopped_early.example(X=np.array([[2.0, 0.0], [0.0, 1.0]]), y=np.array([2.0, 4.0]), rate=0.25, steps=2)


@stopped_early.cases(n=5)
def _(rng, i):
    n, d = (6, (3, 2, 1, 2, 4)[i])
    X = rng.normal(size=(n, d)) * rng.uniform(0.5, 2, size=d)
    rate = rng.uniform(0.2, 0.9) * n / np.linalg.norm(X, 2) ** 2
    return {"X": X, "y": rng.normal(size=n) * 3, "rate": rate, "steps": (1, 2, 5, 30, 9)[i]}


@stopped_early.alternative
def _(X, y, rate, steps):
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        w = w + rate * X.T @ (y - X @ w) / len(y)
    return w, len(y) / (rate * steps)


@stopped_early.alternative
def _(X, y, rate, steps):
    # The distance from the minimum is multiplied by the same matrix at each step.
    best = np.linalg.lstsq(X, y, rcond=None)[0]
    once = np.eye(X.shape[1]) - rate * X.T @ X / len(y)
    return best - np.linalg.matrix_power(once, steps) @ best, len(y) / (rate * steps)


stopped_early.misconception(
    "You took ridge's share with the penalty n/(ηt). It resembles that of descent and is not equal to it: the steps give "
    "1 − (1 − ηs²/n)ᵗ.",
    "1 - (1 - rate * s**2 / len(y)) ** steps → s**2 / (s**2 + len(y) / (rate * steps))",
)
stopped_early.misconception(
    "That is the share still to go. What t steps have reached is one minus it.",
    "1 - (1 - rate * s**2 / len(y)) ** steps → (1 - rate * s**2 / len(y)) ** steps",
)
stopped_early.misconception(
    "You used the singular value for the curvature. The curvature of the loss is its square over n.",
    "rate * s**2 / len(y) → rate * s / len(y)",
)
stopped_early.misconception(
    "You left out the number of rows: the loss is a mean over the rows, so its curvature is s²/n.",
    "rate * s**2 / len(y) → rate * s**2",
)
stopped_early.misconception(
    "You did not divide by s. Along a direction least squares has the weight u·y / s, and of this you take the share.",
    "share * (U.T @ y) / s → share * (U.T @ y)",
)
stopped_early.misconception(
    "You took t times the first step. Each step is shorter than the one before, because less is left.",
    "1 - (1 - rate * s**2 / len(y)) ** steps → steps * rate * s**2 / len(y)",
)
stopped_early.misconception(
    "The penalty is upside down: more steps pull less, so λ is n/(ηt).",
    "len(y) / (rate * steps) → rate * steps / len(y)",
)
stopped_early.misconception(
    "Your penalty is without the number of rows. Ridge sums the squares and the loss averages them: λ is n/(ηt).",
    "len(y) / (rate * steps) → 1 / (rate * steps)",
)
stopped_early.misconception(
    "You turned the result back with the wrong matrix: `Vt` has the directions in its rows, so the weights are `Vt.T` times the shares.",
    "Vt.T @ (share * (U.T @ y) / s) → Vt @ (share * (U.T @ y) / s)",
)

stopped_early.misconception(
    "Your weights are still those along the singular directions. Turn them back into weights of the columns: times `Vt.T`.",
    "Vt.T @ (share * (U.T @ y) / s) → share * (U.T @ y) / s",
)

stopped_early.hints(
    "Each direction of the SVD goes its own way, with the curvature s²/n. Which share of its way is done after t steps?",
    "`share` is the formula above for all s at once. Least squares has the weights `(U.T @ y) / s` along the directions; multiply, and go back with "
    "`Vt.T`.",
    "`share = 1 - (1 - rate * s**2 / n) ** steps`; the weights are `Vt.T @ (share * (U.T @ y) / s)`, the penalty `n / (rate * steps)`.",
)
stopped_early.explain(
    "A step multiplies the distance from least squares along a direction by 1 − ηs²/n. From zero, t steps leave that to the power t of "
    "the way. For small s both shares are linear in s², and equal when λ = n/(ηt)."
)

# -- one_standard_error ------------------------------------------------------------------------------------------------


@reference
def one_standard_error(errors, penalties):
    means = errors.mean(axis=1)
    best = max(np.flatnonzero(means == means.min()), key=lambda k: penalties[k])
    allowed = means[best] + errors[best].std(ddof=1) / np.sqrt(errors.shape[1])
    return float(penalties[means <= allowed].max())


# Means 4.875, 4, 4.5 and 5.25; the standard error of the least is 1.
one_standard_error.example(
    errors=np.array([[5.0, 4.75], [3.0, 5.0], [6.0, 3.0], [4.5, 6.0]]), penalties=np.array([4.0, 1.0, 2.0, 8.0])
)


@one_standard_error.cases(n=8)
def _(rng, i):
    # Quarters, so that equal means are equal in binary too; and none so near the bound that rounding could decide.
    k, m = rng.integers(3, 9), (4, 2, 5)[i % 3]
    while True:
        errors = rng.integers(4, 40, size=(k, m)) / 4 + rng.integers(0, 8, size=(k, 1)) / 2
        means, spreads = errors.mean(axis=1), errors.std(axis=1, ddof=1) / np.sqrt(m)
        bounds = means.min() + spreads[means == means.min()]
        if np.abs(means[:, None] - bounds).min() > 1e-6:
            return {"errors": errors, "penalties": rng.permutation(2.0 ** np.arange(k))}


@one_standard_error.cases(n=1)
def _(rng):
    # Two have the least mean; the larger penalty has the larger standard error, and with it the third is allowed.
    errors = np.array([[1.0, 3.0], [2.0, 2.0], [2.75, 2.75], [9.0, 9.0]])
    return {"errors": errors, "penalties": np.array([1.0, 0.5, 2.0, 4.0])}


@one_standard_error.cases(n=1)
def _(rng):
    # A single penalty; and equality counts, as all folds agree.
    errors = np.array([[2.0, 2.0, 2.0], [2.0, 2.0, 2.0], [3.0, 3.0, 3.0]])
    return {"errors": errors, "penalties": np.array([1.0, 3.0, 2.0])}


@one_standard_error.alternative
def _(errors, penalties):
    m = errors.shape[1]
    order = np.argsort(penalties)[::-1]
    table, strengths = errors[order], penalties[order]
    means = table.mean(axis=1)
    best = int(np.argmin(means))
    spread = np.sqrt(np.sum((table[best] - means[best]) ** 2) / (m - 1))
    for strength, mean in zip(strengths, means, strict=True):
        if mean <= means[best] + spread / m**0.5:
            return float(strength)
    return float(strengths[best])


one_standard_error.misconception(
    "That is the penalty with the least mean error. The rule takes the largest within one standard error of it.",
    "penalties[means <= allowed].max() → penalties[best]",
)
one_standard_error.misconception(
    "You took the standard deviation over the folds. The standard error of their mean is that divided by √m.",
    "errors[best].std(ddof=1) / np.sqrt(errors.shape[1]) → errors[best].std(ddof=1)",
)
one_standard_error.misconception(
    "You divided by m in the standard deviation. From a sample it divides by m − 1 (ddof=1).",
    "errors[best].std(ddof=1) → errors[best].std()",
)
one_standard_error.misconception(
    "You chose the smallest penalty within the bound. The rule wants the plainest model, so the largest.",
    "penalties[means <= allowed].max() → penalties[means <= allowed].min()",
)
one_standard_error.misconception(
    "You took the last penalty within the bound as if they stood in order. They may come in any order: take the largest of them.",
    "penalties[means <= allowed].max() → penalties[np.flatnonzero(means <= allowed)[-1]]",
)
one_standard_error.misconception(
    "Of the penalties within the bound you took the one with the largest mean. The rule wants the largest penalty.",
    "penalties[means <= allowed].max() → penalties[np.where(means <= allowed, means, -np.inf).argmax()]",
)
one_standard_error.misconception(
    "You gave each penalty its own standard error. The bound is one for all: that of the penalty with the least mean.",
    "errors[best].std(ddof=1) / np.sqrt(errors.shape[1]) → errors.std(axis=1, ddof=1) / np.sqrt(errors.shape[1])",
)
one_standard_error.misconception(
    "Of two penalties with the same least mean you took the smaller one's standard error. The docstring gives it to the larger.",
    "max(np.flatnonzero(means == means.min()), key=lambda k: penalties[k]) → "
    "min(np.flatnonzero(means == means.min()), key=lambda k: penalties[k])",
)
one_standard_error.misconception(
    "Your spread is that of the means of all penalties. The standard error is of one mean: it comes from the folds of the best penalty.",
    "errors[best].std(ddof=1) / np.sqrt(errors.shape[1]) → means.std(ddof=1) / np.sqrt(errors.shape[1])",
)

one_standard_error.hints(
    "Three steps: which penalty has the least mean; how sure is that mean; which penalties are no worse than that?",
    "The standard error of a mean over m folds is the standard deviation with m − 1 over √m. The bound is the least mean plus it.",
    "`allowed = means[best] + errors[best].std(ddof=1) / np.sqrt(m)`; return the largest of `penalties[means <= allowed]`.",
)
one_standard_error.explain(
    "The folds share most of their training rows, so this standard error is a rough one: the rule is a convention for choosing a plain "
    "model among those that the folds cannot tell apart, and no test."
)

# -- penalty_to_ship ---------------------------------------------------------------------------------------------------

_LEAST = "That is the penalty whose mean over the folds is least. The office wants the rule, which allows one standard error more and takes the largest."
_WEAK = "That penalty is weaker than the one that the rule chooses. Of those within the bound it takes the largest."
_STRONG = "Its mean over the folds is more than one standard error above the least: the rule does not go that far. Is yours divided by the root of ten?"
_NONE = "That is none of `penalties`. Hand all of them to `fold_errors`, and its table to `one_standard_error`."
_JUDGED = "That penalty misses the sales of 2009 and 2010 least, but these have no say in the choice: the folds of the fitting rows choose."
_WEAKEST = "That is the weakest of the penalties within one standard error of the least mean. The rule takes the strongest, the plainer model."
_ALL = (
    "That is the strongest penalty of all: the lasso keeps a single column there, far above the bound. Over these penalties the "
    "errors of ridge still fall to the very end. The table must be that of the lasso."
)
_GRID = np.logspace(-3, -0.5, 26).round(4)


@reference(role="decision", time_limit=60)
def penalty_to_ship():
    return 0.0158


@penalty_to_ship.verify
def _(got, expected, inputs):
    if isinstance(got, bool) or not isinstance(got, (int, float, np.floating)):
        return "A number was expected, one of `penalties`."
    place = int(np.abs(_GRID - got).argmin())
    if not abs(_GRID[place] - got) < 0.01 * _GRID[place]:
        return _NONE
    special = {5: _WEAKEST, 7: _JUDGED, 10: _LEAST, 12: None, 25: _ALL}
    return special.get(place, _WEAK if place < 12 else _STRONG)


@penalty_to_ship.alternative
def _():
    return float(np.logspace(-3, -0.5, 26).round(4)[12])


@penalty_to_ship.misconception(_LEAST)
def _():
    return 0.01


@penalty_to_ship.misconception(_STRONG)
def _():
    return 0.0316


@penalty_to_ship.misconception(_WEAK)
def _():
    return 0.001


@penalty_to_ship.misconception(_JUDGED)
def _():
    return 0.005


@penalty_to_ship.misconception(_WEAKEST)
def _():
    return 0.0032


@penalty_to_ship.misconception(_ALL)
def _():
    return 0.3162


@penalty_to_ship.misconception(_NONE)
def _():
    return 177.83


penalty_to_ship.hints(
    "You have written both halves: the table of errors, and the rule.",
    'The table is that of `fold_errors` with the kind "lasso", on `X_fit` and `y_fit`, with the ten `folds`.',
    'Return `one_standard_error(fold_errors(X_fit, y_fit, "lasso", penalties, folds), penalties)`.',
)
penalty_to_ship.explain(
    "The least mean is at 0.01. One standard error above it two stronger penalties are still allowed, and the rule takes the stronger of the two. "
    "Sales that judge had no part in it."
)

# -- fit_wide ----------------------------------------------------------------------------------------------------------


@reference(role="open", time_limit=120, kept_back=("y_new",))
def fit_wide(X, y):
    from sklearn.linear_model import LassoCV

    return make_pipeline(StandardScaler(), LassoCV(eps=0.01)).fit(X, y)


@fit_wide.probe
def _(candidate, X, y, X_new):
    model, middle, spread = candidate(X, y), X.mean(axis=0), X.std(axis=0)
    shown = {
        "new": model.predict(X_new),
        "own": model.predict(X),
        "steps": model.predict(middle + np.diag(spread)) - model.predict(middle[None, :]),
    }
    if X.shape[1] > 1:  # the same table, its columns in other units
        units = 10.0 ** (np.arange(X.shape[1]) % 4 - 1)
        shown["other columns"] = candidate(X * units, y).predict(X_new * units)
    return {name: np.asarray(values, dtype=float) for name, values in shown.items()}


_FAR = "On new rows its squared error is more than 1.6 times that of the lasso, although some columns have no effect. Did it choose its penalty by folds?"
_OWN = "Even the rows that it was fitted to are missed by more than their mean would miss them: does `predict` treat rows as the fit did?"
_EXACT = "It reproduces the rows that it was fitted to, noise and all: nothing holds its weights back, and new rows are missed."
_UNITS = "On new rows it misses too much, and in other units of the columns its predictions change: the unit decides which weight is dear. Standardise inside."
_FIXED = (
    "It misses a table of one column that explains nearly all, whose y is in hundredths. Is its penalty a fixed number? That "
    "suits one table only: let folds choose it."
)
_DENSE = "On new rows it misses too much, and every column has an effect. Squared weights only shrink; most columns do not matter, so which penalty makes weights zero?"


@fit_wide.verify
def _(got, expected, inputs):
    truth, y = inputs["y_new"], inputs["y"]
    if any(got[name].shape != expected[name].shape for name in expected):
        return "`predict` must return one number for each row."
    mine, ours = (np.mean((each["new"] - truth) ** 2) for each in (got, expected))
    if mine <= 1.6 * ours + 1e-9 * np.var(truth):
        return None
    own, steps = np.mean((got["own"] - y) ** 2), np.abs(got["steps"])
    if own < 1e-6 * np.var(y):
        return _EXACT
    if own > 1.001 * np.var(y):
        return _OWN
    if np.abs(got.get("other columns", got["new"]) - got["new"]).max() > 0.05 * y.std():
        return _UNITS
    if inputs["X"].shape[1] == 1:
        return _FIXED
    return _DENSE if (steps > 1e-6 * steps.max()).all() else _FAR


def _wide(rng, n, d, unit):
    spread = 10.0 ** rng.uniform(-2, 2, size=d)
    standard = rng.normal(size=(n + 150, d))
    w = np.zeros(d)
    w[rng.permutation(d)[:5]] = rng.choice([-1, 1], size=5) * rng.uniform(1, 2, size=5)
    y = unit * (standard @ w + rng.normal(size=n + 150) + 20)
    X = spread * (standard + rng.uniform(-3, 3, size=d))
    return {"X": X[:n], "y": y[:n], "X_new": X[n:], "y_new": y[n:]}


# Prices of a few hundredths: a penalty of 1 leaves no weight at all.
fit_wide.example(
    X=np.array([[4.0], [1.0], [7.0], [2.0], [9.0], [6.0], [3.0], [0.0], [8.0], [5.0]]) * 100,
    y=np.array([42, 18, 78, 22, 98, 62, 38, 2, 82, 58]) / 1000,
    X_new=np.array([[150.0], [650.0]]),
    y_new=np.array([0.035, 0.085]),
)


@fit_wide.cases(n=1)
def _(rng):
    return _wide(rng, 60, 80, 0.02)


@fit_wide.alternative
def _(X, y):
    return make_pipeline(StandardScaler(), ElasticNetCV(l1_ratio=[0.7, 1.0], alphas=25, eps=0.01)).fit(X, y)


@fit_wide.alternative
def _(X, y):
    scaler = StandardScaler().fit(X)
    Z, level = scaler.transform(X), y.mean()
    top = np.abs(Z.T @ (y - level)).max() / len(y)
    tried = top * np.logspace(0, -1.6, 12)
    folds = [(np.flatnonzero(np.arange(len(y)) % 5 != k), np.flatnonzero(np.arange(len(y)) % 5 == k)) for k in range(5)]
    best = tried[fold_errors(X, y, "lasso", tried, folds).mean(axis=1).argmin()]
    return make_pipeline(StandardScaler(), Lasso(alpha=best)).fit(X, y)


@fit_wide.misconception(_FIXED)
def _(X, y):
    return make_pipeline(StandardScaler(), Lasso()).fit(X, y)


@fit_wide.misconception(_FIXED)
def _(X, y):
    return make_pipeline(StandardScaler(), Lasso(alpha=0.02)).fit(X, y)


@fit_wide.misconception(_DENSE)
def _(X, y):
    return make_pipeline(StandardScaler(), RidgeCV(alphas=np.logspace(-2, 4, 13))).fit(X, y)


@fit_wide.misconception(_UNITS)
def _(X, y):
    from sklearn.linear_model import LassoCV

    return LassoCV(eps=0.01).fit(X, y)


@fit_wide.misconception(_OWN)
def _(X, y):
    from sklearn.linear_model import LassoCV

    return LassoCV(eps=0.01).fit(StandardScaler().fit_transform(X), y)


@fit_wide.misconception(_EXACT)
def _(X, y):
    return make_pipeline(StandardScaler(), LinearRegression()).fit(X, y)


@fit_wide.misconception(_FAR)
def _(X, y):
    # Half of the penalty that leaves no weight: in no unit, and chosen by nobody.
    scaler = StandardScaler().fit(X)
    most = np.abs(scaler.transform(X).T @ (y - y.mean())).max() / len(y)
    return make_pipeline(scaler, Lasso(alpha=most / 2)).fit(X, y)


fit_wide.hints(
    "Most of the columns do not matter. Which of the two penalties can make their weights zero?",
    "Standardise inside a pipeline, and let the last step choose its penalty by cross-validation: `LassoCV`, or `ElasticNetCV` with several `l1_ratio`.",
    "`make_pipeline(StandardScaler(), LassoCV(eps=0.01)).fit(X, y)` passes.",
)
fit_wide.explain(
    "With five columns out of eighty that matter, absolute weights win over squared ones. The penalty has the unit of y, so a fixed "
    "number suits no other table; cross-validation finds it again for each."
)

# -- quizzes -----------------------------------------------------------------------------------------------------------

map_least = choice(
    "10^0.25",
    why={
        "10^0.75": "There the sum is already larger again than a little further down: compare both captions.",
        "10^1.25": "There bias² is larger than the variance that is left: read both below the picture.",
        "10^1.75": "There bias² has taken over: read bias and variance below the picture.",
    },
    because="With noise 1.00 bias² and variance sum to 0.277 there. With less noise the best penalty is weaker.",
)
fewer_rows = choice(
    "Q",
    why={
        "P": "That curve rises with every step to the right: rows that fit. Rows left out have a valley.",
        "R": "That curve rises with every step to the right: rows that fit. Rows left out have a valley.",
        "S": "It has a valley, and lies below the other one that has. Do models with fewer rows predict better?",
    },
    because="Few rows let the fit follow their accidents: the own rows are missed less than ever, P, and rows left out more, Q. "
    "S and R are those of all training rows.",
)
which_path = choice(
    "R",
    why={
        "P": "The weights jump to full height and stay there: the hard threshold. The lasso's weights start at zero and grow.",
        "Q": "All weights are zero until λ falls to the largest weight of least squares. The lasso begins at the largest mean of a column times y.",
        "S": "No weight is ever exactly zero: ridge.",
    },
    because="The lasso begins at the largest mean of column times y, and a weight grows more slowly once others explain the same part. Q is "
    "the threshold on least squares, which is the lasso for orthogonal columns alone.",
)
slower_steps = choice(
    "P",
    why={
        "Q": "It has a valley, and comes to it first. Do smaller steps arrive sooner?",
        "R": "It falls with every step: rows that fit. Rows left out are missed more again in the end.",
        "S": "It falls with every step: rows that fit. Rows left out are missed more again in the end.",
    },
    because="Rate times steps plays the part of 1/λ, so a tenth of the rate needs ten times the steps for the same valley.",
)
rule_row = choice(
    "S",
    why={
        "P": "Its mean is further above the least than the standard error of the least.",
        "Q": "It has the least mean. The rule goes on from there, to the strongest penalty within one standard error.",
        "R": "Its mean is within the bound, but it keeps more columns than another that is: it has the weaker penalty.",
    },
    because="The bound is the least mean, in row Q, plus the standard error behind it. R and S lie within, and S, with fewer columns, has the "
    "stronger penalty.",
)


fit_wide.equivalent(
    "LassoCV(eps=0.01) → LassoCV()",
    "0.01 → 0.02",
    because="the ends of the list of penalties, of which neither is chosen",
)
