"""Solutions of 03_classical_ml/02_linear_regression: Linear regression."""

from functools import cache
from itertools import combinations, combinations_with_replacement, product

import numpy as np
import pandas as pd
from scipy import optimize
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.compose import TransformedTargetRegressor, make_column_transformer
from sklearn.linear_model import HuberRegressor, LinearRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, PolynomialFeatures

from workbench import load_dataset
from workbench.authoring import choice, reference

# -- closed_form -------------------------------------------------------------------------------------------------------


@reference
def closed_form(X, y):
    A = np.column_stack([np.ones(len(X)), X])
    return np.linalg.lstsq(A, y, rcond=None)[0]


closed_form.example(X=np.array([[1.0], [2.0], [4.0]]), y=np.array([3.0, 4.0, 9.0]))


@closed_form.cases(n=6)
def _(rng, i):
    n, d = rng.integers(5, 14), 1 + i % 3
    return {"X": rng.normal(size=(n, d)) + rng.uniform(-2, 4, size=d), "y": rng.normal(size=n) + rng.uniform(-5, 5)}


@closed_form.cases(n=2)
def _(rng, i):
    # As many rows as coefficients, and features that agree in part.
    if not i:
        return {"X": np.array([[0.5], [2.0]]), "y": np.array([1.0, -2.0])}
    first = rng.normal(size=9)
    return {"X": np.column_stack([first, first + 0.3 * rng.normal(size=9)]), "y": rng.normal(size=9)}


@closed_form.alternative
def _(X, y):
    A = np.hstack([np.ones((len(y), 1)), X])
    return np.linalg.solve(A.T @ A, A.T @ y)


@closed_form.alternative
def _(X, y):
    centred = X - X.mean(axis=0)
    w = np.linalg.pinv(centred) @ (y - y.mean())
    return np.concatenate([[y.mean() - X.mean(axis=0) @ w], w])


@closed_form.misconception(
    "Your line goes through the origin: there is no column of ones in the fit, so the data have no say in the intercept."
)
def _(X, y):
    return np.append(0.0, np.linalg.lstsq(X, y, rcond=None)[0])


closed_form.misconception(
    "Your line goes through the origin: there is no column of ones in the fit, so the data have no say in the intercept.",
    "np.column_stack([np.ones(len(X)), X]) → X",
)
closed_form.misconception(
    "The coefficients are right and their order is not: the intercept comes first.",
    "np.column_stack([np.ones(len(X)), X]) → np.column_stack([X, np.ones(len(X))])",
)


@closed_form.misconception(
    "You centred the columns, and returned the intercept of the centred ones, the mean of y. For X as it is the intercept "
    "is what the fit gives where all columns are zero."
)
def _(X, y):
    return np.append(y.mean(), closed_form(X, y)[1:])


@closed_form.misconception(
    "You centred y and left X where it was. A line through the origin of such data is not that of least squares: centre both, "
    "or neither."
)
def _(X, y):
    return np.append(y.mean(), np.linalg.lstsq(X, y - y.mean(), rcond=None)[0])


@closed_form.misconception(
    "Your slopes are those of a fit through the origin, and the intercept was put on top afterwards. It is one fit: with an intercept "
    "to choose, other slopes are best."
)
def _(X, y):
    w = np.linalg.lstsq(X, y, rcond=None)[0]
    return np.append(y.mean() - X.mean(axis=0) @ w, w)


def _with_ridge(strength, free):
    """Something is added to the diagonal, for all coefficients or for all but the intercept."""

    @closed_form.misconception(
        "You added something to the diagonal before you solved. That pulls the coefficients towards zero, a ridge, and is no longer the "
        "smallest squared error. Independent columns need no such help."
    )
    def _(X, y):
        A = np.column_stack([np.ones(len(X)), X])
        extra = strength * np.eye(A.shape[1])
        extra[0, 0] *= not free
        return np.linalg.solve(A.T @ A + extra, A.T @ y)


for _strength in (0.001, 0.01, 0.1, 1.0):
    for _free in (False, True):
        _with_ridge(_strength, _free)


@closed_form.misconception(
    "You fitted each column by itself. Features that agree in part share what they explain: all coefficients are solved for together."
)
def _(X, y):
    slopes = [closed_form(X[:, [j]], y)[1] for j in range(X.shape[1])]
    return np.append(y.mean() - X.mean(axis=0) @ slopes, slopes)


@closed_form.misconception(
    "You standardised the columns, and these are the coefficients of the standardised ones. Asked for are those of X as it is."
)
def _(X, y):
    return closed_form((X - X.mean(axis=0)) / X.std(axis=0), y)


closed_form.hints(
    "How can an intercept be the coefficient of a column?",
    "Put a column of ones before X, and solve the normal equations, or let `np.linalg.lstsq` do it.",
    "`A = np.column_stack([np.ones(len(X)), X])`, then the first result of `np.linalg.lstsq(A, y, rcond=None)`.",
)
closed_form.explain(
    "With ones as its first column A has the intercept among its coefficients. `lstsq` works on A by singular values; the normal "
    "equations give the same, with fewer digits where columns are nearly parallel."
)

closed_form.equivalent(
    "np.linalg.lstsq(A, y, rcond=None) → np.linalg.lstsq(A, y)",
    because="the rank of independent columns does not depend on the limit for small singular values",
)

# -- three_scores ------------------------------------------------------------------------------------------------------


@reference
def three_scores(y, predicted):
    error = y - predicted
    rmse = np.sqrt(np.mean(error**2))
    mae = np.mean(np.abs(error))
    r2 = 1 - np.sum(error**2) / np.sum((y - y.mean()) ** 2)
    return float(rmse), float(mae), float(r2)


three_scores.example(y=np.array([1.0, 2.0, 6.0]), predicted=np.array([3.0, 1.0, 6.0]))


@three_scores.cases(n=6)
def _(rng, i):
    y = rng.normal(size=rng.integers(3, 12)) + rng.uniform(-3, 3)
    return {"y": y, "predicted": y * rng.uniform(0.5, 1.3) + rng.normal(size=len(y)) * [0.3, 2][i % 2] + 0.4}


@three_scores.cases(n=2)
def _(rng, i):
    # Perfect, and two rows far off.
    y = rng.normal(size=5)
    return {"y": [y, np.array([0.0, 1.0])][i], "predicted": [y.copy(), np.array([10.0, -3.0])][i]}


@three_scores.alternative
def _(y, predicted):
    n = len(y)
    squares = sum((a - b) ** 2 for a, b in zip(y.tolist(), predicted.tolist(), strict=True))
    away = sum(abs(a - b) for a, b in zip(y.tolist(), predicted.tolist(), strict=True))
    return (squares / n) ** 0.5, away / n, 1 - squares / (n * float(np.var(y)))


three_scores.misconception(
    "The first is the mean squared error. RMSE is its root, in the unit of the target.",
    "np.sqrt(np.mean(error**2)) → np.mean(error**2)",
)
three_scores.misconception(
    "You averaged the errors with their signs, so that too high and too low cancel. MAE takes each without its sign.",
    "np.abs(error) → error",
)
three_scores.misconception(
    "You averaged the errors with their signs, so that too high and too low cancel. MAE takes each without its sign.",
    "np.mean(np.abs(error)) → np.abs(np.mean(error))",
)
three_scores.misconception(
    "You cut R² off at zero. It is below zero where predictions are further off than the mean of the true values would be, and that is worth knowing.",
    "float(r2) → max(0.0, float(r2))",
)
three_scores.misconception(
    "You squared the correlation. It does not see predictions that are all too high or on another scale; R² compares squared errors.",
    "1 - np.sum(error**2) / np.sum((y - y.mean()) ** 2) → np.corrcoef(y, predicted)[0, 1] ** 2",
)
three_scores.misconception(
    "You compared with the spread of the predictions. R² compares with always saying the mean of the true values.",
    "np.sum((y - y.mean()) ** 2) → np.sum((predicted - predicted.mean()) ** 2)",
)
three_scores.misconception(
    "You compared with always saying zero. R² compares with always saying the mean of the true values.",
    "np.sum((y - y.mean()) ** 2) → np.sum(y**2)",
)
three_scores.misconception(
    "The third is the share of the squared error that is left. R² is the share that is gone.",
    "1 - np.sum(error**2) / np.sum((y - y.mean()) ** 2) → np.sum(error**2) / np.sum((y - y.mean()) ** 2)",
)
three_scores.misconception(
    "The second is the median of the absolute errors. MAE is their mean.",
    "np.mean(np.abs(error)) → np.median(np.abs(error))",
)
three_scores.misconception(
    "You took the spread of the predictions for what is explained. That is a share only where least squares with an intercept was "
    "fitted to these very rows; on others R² is one minus a ratio of squared errors.",
    "1 - np.sum(error**2) / np.sum((y - y.mean()) ** 2) → np.sum((predicted - y.mean()) ** 2) / np.sum((y - y.mean()) ** 2)",
)
three_scores.misconception(
    "You divided the squares by one row less than there are. A mean squared error is a mean over all rows.",
    "np.mean(error**2) → np.sum(error**2) / (len(y) - 1)",
)
three_scores.misconception(
    "The first two are in each other's place: RMSE comes first, then MAE.",
    "(float(rmse), float(mae), float(r2)) → (float(mae), float(rmse), float(r2))",
)
three_scores.hints(
    "All three begin with the errors y − predicted.",
    "Square and average and take the root; take away the signs and average; compare the sum of squares with that around the mean of y.",
    "`np.sqrt(np.mean(error**2))`, `np.mean(np.abs(error))`, `1 - np.sum(error**2) / np.sum((y - y.mean())**2)`.",
)
three_scores.explain(
    "A square makes one error of ten count as a hundred errors of one, an absolute value as ten. R² is the mean squared error once more, "
    "without its unit: of two models on the same rows the one with the lower RMSE has the higher R²."
)

# -- residual_bands ----------------------------------------------------------------------------------------------------


@reference
def residual_bands(x, y, predicted, edges):
    residuals = y - predicted
    result = np.zeros((len(edges) - 1, 2))
    for j in range(len(result)):
        inside = (edges[j] <= x) & (x < edges[j + 1])
        if j == len(result) - 1:
            inside = inside | (x == edges[-1])
        if inside.any():
            result[j] = inside.sum(), residuals[inside].mean()
    return result


residual_bands.example(
    x=np.array([1.0, 2.0, 3.0, 5.0]),
    y=np.array([4.0, 1.0, 2.0, 7.0]),
    predicted=np.array([3.0, 3.0, 5.0, 6.0]),
    edges=np.array([1.0, 2.0, 5.0]),
)


@residual_bands.cases(n=5)
def _(rng, i):
    n, k = rng.integers(4, 15), rng.integers(1, 5)
    edges = np.sort(rng.choice(np.arange(1, 9), k + 1, replace=False)).astype(float)
    x = rng.integers(0, 10, size=n).astype(float)
    return {"x": x, "y": rng.normal(size=n) + 3, "predicted": rng.normal(size=n) + 3, "edges": edges}


@residual_bands.cases(n=2)
def _(rng, i):
    # No rows; one band, all on its ends or outside, and an empty band.
    if not i:
        return {"x": np.zeros(0), "y": np.zeros(0), "predicted": np.zeros(0), "edges": np.array([0.0, 1.0, 2.0])}
    x = np.array([0.0, 1.0, 1.0, 4.0, 5.0])
    return {"x": x, "y": rng.normal(size=5), "predicted": rng.normal(size=5), "edges": np.array([1.0, 2.0, 3.0, 4.0])}


@residual_bands.alternative
def _(x, y, predicted, edges):
    counts = np.histogram(x, edges)[0]
    sums = np.histogram(x, edges, weights=y - predicted)[0]
    return np.column_stack([counts, sums / np.maximum(counts, 1)]).astype(float)


residual_bands.misconception(
    "You subtracted what was measured from what was fitted. A residual is the other way round: above zero where the fit is too low.",
    "y - predicted → predicted - y",
)
residual_bands.misconception(
    "You took the signs away. The mean of absolute residuals tells how far off the fit is and not to which side.",
    "y - predicted → np.abs(y - predicted)",
)
residual_bands.misconception(
    "Your bands hold their right end and not their left one. A row that lies on an inner edge belongs to the band on its right.",
    "(edges[j] <= x) & (x < edges[j + 1]) → (edges[j] < x) & (x <= edges[j + 1])",
    "x == edges[-1] → x == np.inf",
)


@residual_bands.misconception(
    "Your bands hold their right end and not their left one. A row that lies on an inner edge belongs to the band on its right."
)
def _(x, y, predicted, edges):
    # As pd.cut with include_lowest: the first band holds its left end as well.
    residuals, result = y - predicted, np.zeros((len(edges) - 1, 2))
    for j in range(len(result)):
        inside = (edges[j] < x) & (x <= edges[j + 1]) | ((x == edges[0]) & (j == 0))
        if inside.any():
            result[j] = inside.sum(), residuals[inside].mean()
    return result


residual_bands.misconception(
    "The heaviest row is in no band. The last band holds its right end too.",
    "x == edges[-1] → x == np.inf",
)
residual_bands.misconception(
    "Every band of yours holds its right end, so rows on an inner edge are counted twice.",
    "(edges[j] <= x) & (x < edges[j + 1]) → (edges[j] <= x) & (x <= edges[j + 1])",
)
residual_bands.misconception(
    "You divided by all rows. The mean of a band is over its own.",
    "residuals[inside].mean() → residuals[inside].sum() / len(x)",
)
residual_bands.misconception(
    "Those are sums. A band with many rows would look worse than one with few: take the mean.",
    "residuals[inside].mean() → residuals[inside].sum()",
)


@residual_bands.misconception("Rows outside all bands are counted in the nearest one. They belong to none.")
def _(x, y, predicted, edges):
    return residual_bands(np.clip(x, edges[0], edges[-1]), y, predicted, edges)


residual_bands.misconception(
    "The columns are the wrong way round: the count comes first, then the mean.",
    "(inside.sum(), residuals[inside].mean()) → (residuals[inside].mean(), inside.sum())",
)


@residual_bands.misconception("The mean of an empty band is not a number with you. The docstring has 0 there.")
def _(x, y, predicted, edges):
    bands = residual_bands(x, y, predicted, edges)
    bands[bands[:, 0] == 0, 1] = np.nan
    return bands


residual_bands.hints(
    "First the residuals; then, for each band, which rows lie in it?",
    "A mask for each band, `(edges[j] <= x) & (x < edges[j + 1])`, and for the last one its right end besides.",
    "Begin with zeros of shape (k, 2), and fill in `mask.sum()` and `residuals[mask].mean()` where the mask holds any row.",
)
residual_bands.explain(
    "With an intercept least squares makes the residuals of the fitted rows sum to zero, so their total says nothing. Band by band they show a "
    "bend as a sequence of signs."
)

# -- polynomial_columns ------------------------------------------------------------------------------------------------


@reference
def polynomial_columns(X, degree):
    columns = []
    for k in range(1, degree + 1):
        for factors in combinations_with_replacement(range(X.shape[1]), k):
            columns.append(np.prod(X[:, factors], axis=1))
    return np.column_stack(columns)


polynomial_columns.example(X=np.array([[2.0, 5.0], [3.0, -1.0]]), degree=2)


@polynomial_columns.cases(n=6)
def _(rng, i):
    n, d = rng.integers(1, 5), (1, 2, 3)[i % 3]
    return {"X": rng.normal(size=(n, d)).round(2), "degree": (3, 3, 2, 1, 2, 3)[i]}


@polynomial_columns.alternative
def _(X, degree):
    return PolynomialFeatures(degree, include_bias=False).fit_transform(X)


@polynomial_columns.alternative
def _(X, degree):
    # Each column of one degree, times each column of X that is not before its last factor.
    found, last = [], [(j, X[:, j]) for j in range(X.shape[1])]
    for _ in range(degree):
        found += [column for _, column in last]
        last = [(j, column * X[:, j]) for end, column in last for j in range(end, X.shape[1])]
    return np.array(found).T


@polynomial_columns.misconception(
    "You raised each column to its powers and left their products out. With a and b, the product ab is of degree 2 as well."
)
def _(X, degree):
    return np.column_stack([X**k for k in range(1, degree + 1)])


@polynomial_columns.misconception(
    "A column is never taken twice in your products, so squares and higher powers are missing."
)
def _(X, degree):
    d = X.shape[1]
    return np.column_stack([X[:, c].prod(axis=1) for k in range(1, degree + 1) for c in combinations(range(d), k)])


polynomial_columns.misconception(
    "There is a column of ones among yours. The constant is left out: the intercept has it.",
    "range(1, degree + 1) → range(degree + 1)",
)
polynomial_columns.misconception(
    "You kept the highest degree only. The lower ones belong to a polynomial too.",
    "range(1, degree + 1) → range(degree, degree + 1)",
)


@polynomial_columns.misconception(
    "Some of your columns are there twice: ab and ba are the same product, and it is wanted once."
)
def _(X, degree):
    d = X.shape[1]
    return np.column_stack(
        [X[:, list(c)].prod(axis=1) for k in range(1, degree + 1) for c in product(range(d), repeat=k)]
    )


@polynomial_columns.misconception(
    "You have the right columns in another order: first all of degree 1, then all of degree 2, within each in alphabetical order."
)
def _(X, degree):
    d = X.shape[1]
    found = sorted(c for k in range(1, degree + 1) for c in combinations_with_replacement(range(d), k))
    return np.column_stack([X[:, c].prod(axis=1) for c in found])


polynomial_columns.misconception(
    "You stopped one degree too early: `degree` itself is included.",
    "range(1, degree + 1) → range(1, max(degree, 2))",
)
polynomial_columns.hints(
    "Each column is a choice of k factors out of d, with repetition and without order.",
    "`itertools.combinations_with_replacement(range(d), k)` lists these choices in the wanted order.",
    "For k from 1 to degree and each choice: `np.prod(X[:, list(choice)], axis=1)`. Then `np.column_stack`.",
)
polynomial_columns.explain(
    "Choices with repetition are the products. Their number grows fast: ten columns have 65 of degree up to 2 and 285 up to 3."
)

# -- log_log_model -----------------------------------------------------------------------------------------------------


@reference
def log_log_model():
    linear = make_pipeline(FunctionTransformer(np.log), LinearRegression())
    return TransformedTargetRegressor(linear, func=np.log, inverse_func=np.exp)


@log_log_model.probe
def _(candidate, X, y, new):
    return np.asarray(candidate().fit(X, y).predict(new), dtype=float)


log_log_model.example(
    X=np.array([[1.0], [2.0], [4.0]]), y=np.array([2.0, 9.0, 20.0]), new=np.array([[1.0], [3.0], [8.0]])
)


@log_log_model.cases(n=4)
def _(rng, i):
    n, d = rng.integers(5, 10), 1 + i % 2
    return {
        "X": rng.uniform(0.2, 3, size=(n, d)),
        "y": rng.uniform(0.5, 30, size=n),
        "new": rng.uniform(0.1, 5, size=(3, d)),
    }


@log_log_model.alternative
def _():
    logs = FunctionTransformer(np.log, np.exp)
    return TransformedTargetRegressor(make_pipeline(logs, LinearRegression()), transformer=logs)


@log_log_model.alternative
def _():
    class PowerLaw(RegressorMixin, BaseEstimator):
        def fit(self, X, y):
            A = np.column_stack([np.ones(len(X)), np.log(X)])
            self.coef_ = np.linalg.lstsq(A, np.log(y), rcond=None)[0]
            return self

        def predict(self, X):
            return np.exp(self.coef_[0]) * np.prod(np.asarray(X) ** self.coef_[1:], axis=1)

    return PowerLaw()


log_log_model.misconception(
    "The columns of X go in as they are, and only y is a logarithm. That is a line in log y against x: take logarithms of both.",
    "make_pipeline(FunctionTransformer(np.log), LinearRegression()) → LinearRegression()",
)
log_log_model.misconception(
    "Only X is a logarithm in your model, and y goes in as it is. Take logarithms of both.",
    "TransformedTargetRegressor(linear, func=np.log, inverse_func=np.exp) → linear",
)
log_log_model.misconception(
    "Your predictions are logarithms. They have to come back to the unit of y: e to the power of what was fitted.",
    "TransformedTargetRegressor(linear, func=np.log, inverse_func=np.exp) → "
    "TransformedTargetRegressor(linear, func=np.log, inverse_func=np.positive, check_inverse=False)",
)
log_log_model.misconception(
    "You took the logarithm of one plus the value. Both sides are above zero, and only the plain logarithm makes a power law straight.",
    "FunctionTransformer(np.log) → FunctionTransformer(np.log1p)",
    "TransformedTargetRegressor(linear, func=np.log, inverse_func=np.exp) → "
    "TransformedTargetRegressor(linear, func=np.log1p, inverse_func=np.expm1)",
)
log_log_model.misconception(
    "Your line in logarithms has no intercept, so one unit of X is bound to cost one unit of y.",
    "LinearRegression() → LinearRegression(fit_intercept=False)",
)
log_log_model.misconception(
    "That is a line in the units themselves: no logarithm on either side.",
    "make_pipeline(FunctionTransformer(np.log), LinearRegression()) → LinearRegression()",
    "TransformedTargetRegressor(linear, func=np.log, inverse_func=np.exp) → linear",
)
log_log_model.misconception(
    "You took logarithms to base 10 and came back with e. Use the inverse of the function that you used.",
    "TransformedTargetRegressor(linear, func=np.log, inverse_func=np.exp) → "
    "TransformedTargetRegressor(linear, func=np.log10, inverse_func=np.exp, check_inverse=False)",
)
log_log_model.hints(
    "Two things are transformed: the columns, and the target, which has to come back after the prediction.",
    "A `FunctionTransformer(np.log)` in a pipeline is for the columns; `TransformedTargetRegressor` is for the target.",
    "`TransformedTargetRegressor(make_pipeline(FunctionTransformer(np.log), LinearRegression()), func=np.log, inverse_func=np.exp)`.",
)
log_log_model.explain(
    "`TransformedTargetRegressor` fits log y and gives back the exponential, so nobody downstream can forget it. The exponential of a mean "
    "logarithm is nearer to the median than to the mean of y."
)

# -- fit_to_ship -------------------------------------------------------------------------------------------------------


@reference(role="decision")
def fit_to_ship(carat, price, new_carat, new_price, asked):
    a, b = closed_form(np.log(carat)[:, None], np.log(price))
    fits = {
        "line": np.polynomial.Polynomial.fit(carat, price, 1),
        "cubic": np.polynomial.Polynomial.fit(carat, price, 3),
        "log-log": lambda x: np.exp(a + b * np.log(x)),
    }
    errors = {}
    for name, fit in fits.items():
        quotes = fit(asked)
        if quotes.min() > 0 and np.diff(quotes).min() >= 0:
            errors[name] = np.mean(np.abs(new_price - fit(new_carat)))
    return min(errors, key=errors.get)


fit_to_ship.example(
    carat=np.array([0.5, 1.0, 1.5, 2.0, 2.5, 3.0]),
    price=np.array([3.0, 3.0, 9.0, 10.0, 16.0, 22.0]),
    new_carat=np.array([1.0, 1.75]),
    new_price=np.array([1.0, 10.0]),
    asked=np.array([0.25, 1.0, 2.0, 3.5]),
)


def _shipping(
    carat,
    price,
    new_carat,
    new_price,
    asked,
    positive=True,
    rising=True,
    score=None,
    judged=None,
    cubes=False,
    logs=False,
):
    """The choice, with parts of it left out or done otherwise."""
    a, b = closed_form(np.log(carat)[:, None], np.log(price))
    fits = {name: np.polynomial.Polynomial.fit(carat, price, d) for name, d in (("line", 1), ("cubic", 3))}
    if cubes:
        start, rise = closed_form(carat[:, None] ** 3, price)
        fits["cubic"] = lambda x: start + rise * x**3
    fits["log-log"] = lambda x: np.exp(a + b * np.log(x))
    score = score or (lambda y, p: np.mean(np.abs(y - p)))
    at, truth = judged or (new_carat, new_price)
    errors = {
        name: score(np.log(truth), np.log(fit(at))) if logs and name == "log-log" else score(truth, fit(at))
        for name, fit in fits.items()
        if (not positive or fit(asked).min() > 0) and (not rising or np.diff(fit(asked)).min() >= 0)
    }
    return min(errors, key=errors.get)


def _by_squares(**case):
    return _shipping(**case, score=lambda y, p: np.mean((y - p) ** 2))


def _by_ratio(**case):
    return _shipping(**case, score=lambda y, p: np.mean(np.abs(y - p) / y))


def _by_median(**case):
    return _shipping(**case, score=lambda y, p: np.median(np.abs(y - p)))


def _on_fitted(**case):
    return _shipping(**case, judged=(case["carat"], case["price"]))


def _asked_of_new(**case):
    return _shipping(**{**case, "asked": np.sort(case["new_carat"])})


def _asked_of_fitted(**case):
    return _shipping(**{**case, "asked": np.sort(case["carat"])})


def _in_logs(**case):
    return _shipping(**case, logs=True)


def _with_cubes_only(**case):
    return _shipping(**case, cubes=True)


_SHIPPING_MISTAKES = (
    lambda **case: _shipping(**case, positive=False, rising=False),
    lambda **case: _shipping(**case, rising=False),
    lambda **case: _shipping(**case, positive=False),
    _by_squares,
    _by_ratio,
    _on_fitted,
    _asked_of_new,
    _asked_of_fitted,
    _by_median,
    _with_cubes_only,
    _in_logs,
)


def _market(rng):
    """Stones of a market with its own law of prices, some far off."""
    n, m = rng.integers(8, 16), rng.integers(5, 12)
    weights = rng.uniform(0.3, 2.5, size=n + m).round(2)
    kind = rng.integers(4)
    prices = (
        4 * weights ** rng.uniform(0.7, 2),
        rng.uniform(-1, 3) + 5 * weights,
        6 + rng.uniform(1, 3) * (weights - 1.2) ** 3 + rng.uniform(0.2, 2) * weights,
        1 + 9 * weights / (0.6 + weights),
    )[kind]
    prices = np.maximum(prices * rng.lognormal(0, rng.choice([0.05, 0.2]), size=n + m), 0.2).round(3)
    prices[rng.integers(n, n + m)] *= rng.choice([1, 2])
    asked = np.linspace(rng.choice([0.1, 0.4]), rng.choice([2.2, 3.0]), 12)
    return dict(carat=weights[:n], price=prices[:n], new_carat=weights[n:], new_price=prices[n:], asked=asked)


def _is_plain(case):
    """Whether no quote is so near zero, no step so flat and no two errors so equal that a last digit decides."""
    a, b = closed_form(np.log(case["carat"])[:, None], np.log(case["price"]))
    if len(set(case["carat"])) < 6 or b < 0.05:
        return False
    errors = [np.mean(np.abs(case["new_price"] - np.exp(a + b * np.log(case["new_carat"]))))]
    for degree in (1, 3):
        fit = np.polynomial.Polynomial.fit(case["carat"], case["price"], degree)
        steps = np.diff(fit(case["asked"]))
        if abs(fit(case["asked"]).min()) < 0.01 or abs(steps.min()) < 0.001:
            return False
        errors.append(np.mean(np.abs(case["new_price"] - fit(case["new_carat"]))))
    return np.diff(np.sort(errors)).min() > 0.005


def _draw_market(rng, mistake, wanted=None):
    while True:
        case = _market(rng)
        if _is_plain(case):
            right = _shipping(**case)
            if (wanted is None or right == wanted) and (mistake is None or mistake(**case) != right):
                return case


@fit_to_ship.cases(n=2 * len(_SHIPPING_MISTAKES))
def _(rng, i):
    return _draw_market(rng, _SHIPPING_MISTAKES[i // 2])


@fit_to_ship.cases(n=3)
def _(rng, i):
    return _draw_market(rng, None, ("line", "cubic", "log-log")[i])


@fit_to_ship.alternative
def _(carat, price, new_carat, new_price, asked):
    logs = TransformedTargetRegressor(
        make_pipeline(FunctionTransformer(np.log), LinearRegression()), func=np.log, inverse_func=np.exp
    )
    best, least = "", np.inf
    for name, model in (
        ("line", LinearRegression()),
        ("cubic", make_pipeline(PolynomialFeatures(3), LinearRegression())),
        ("log-log", logs),
    ):
        model.fit(carat.reshape(-1, 1), price)
        quotes = model.predict(asked.reshape(-1, 1))
        error = np.abs(model.predict(new_carat.reshape(-1, 1)) - new_price).mean()
        if all(quotes > 0) and all(quotes[1:] >= quotes[:-1]) and error < least:
            best, least = name, error
    return best


_SHIPPING_MESSAGES = (
    "You chose by the error alone. A fit that quotes zero or less, or less for a heavier stone, is out before errors are compared.",
    "A fit of yours quotes less for a heavier stone somewhere among the weights asked for. Such a fit is out.",
    "A fit of yours quotes zero or less somewhere among the weights asked for. Such a fit is out.",
    "You chose by squared errors, or by R², which is the same order. The shop pays by the dollar: the mean absolute error decides.",
    "You chose by relative errors. The shop pays by the dollar: the mean absolute error decides.",
    "You compared the errors on the rows that were fitted. The rows that choose are the others.",
    "You looked for bad quotes at the weights of the rows that choose. The shop may be asked for others: look at all of `asked`.",
    "You looked for bad quotes at the weights that were fitted. The shop may be asked for others: look at all of `asked`.",
    "You compared the median errors. A large error counts as many dollars as it has: the mean absolute error decides.",
    "Your cubic has the cube of the weight alone. A cubic has the weight and its square as well.",
    "The error of your log-log fit is in logarithms, and the others' are in dollars: it would win everywhere. Measure all three in dollars.",
)


def _tell(message, mistake):
    @fit_to_ship.misconception(message)
    def _(carat, price, new_carat, new_price, asked):
        return mistake(carat=carat, price=price, new_carat=new_carat, new_price=new_price, asked=asked)


for _message, _mistake in zip(_SHIPPING_MESSAGES, _SHIPPING_MISTAKES, strict=True):
    _tell(_message, _mistake)

fit_to_ship.hints(
    "Make three functions from weights to quotes first. Which questions do you ask of each?",
    "Quote for all of `asked`: is the least quote above zero, and does none fall below the one before? Compare errors of those that pass.",
    "`quotes.min() > 0 and np.diff(quotes).min() >= 0`; then the mean of `np.abs(new_price - fit(new_carat))`, and the name of the least.",
)
fit_to_ship.explain(
    "A rule that a quote must never break is no part of a score: it comes first. The score that is left has the unit in which errors are "
    "paid for."
)
fit_to_ship.equivalent(
    "quotes.min() > 0 → quotes.min() >= 0",
    "np.diff(quotes).min() >= 0 → np.diff(quotes).min() > 0",
    because="no case has a quote of exactly zero or two equal ones",
)

# -- descend -----------------------------------------------------------------------------------------------------------


@reference(role="repair")
def descend(X, y, lr, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        error = X @ w + b - y
        w, b = w - lr * X.T @ error / len(y), b - lr * error.mean()
    return np.append(b, w)


descend.example(X=np.array([[1.0], [2.0], [-1.0]]), y=np.array([2.0, 5.0, 1.0]), lr=0.5, steps=2)


@descend.cases(n=5)
def _(rng, i):
    n, d = rng.integers(2, 8), 1 + i % 3
    return {"X": rng.normal(size=(n, d)), "y": rng.normal(size=n) + 2, "lr": rng.uniform(0.05, 0.4), "steps": 3 + i}


@descend.cases(n=2)
def _(rng, i):
    # No step, and one row.
    return {"X": rng.normal(size=(3 - 2 * i, 2)), "y": rng.normal(size=3 - 2 * i), "lr": 0.25, "steps": 2 * i}


@descend.alternative
def _(X, y, lr, steps):
    w, b = np.zeros((X.shape[1], 1)), 0.0
    for _ in range(steps):
        error = X @ w + b - y.reshape(-1, 1)
        w, b = w - lr * (X.T @ error / len(y)), b - lr * error.mean()
    return np.append(b, w)


@descend.alternative
def _(X, y, lr, steps):
    A = np.column_stack([np.ones(len(y)), X])
    beta = np.zeros(A.shape[1])
    for _ in range(steps):
        beta -= lr * np.mean((A @ beta - y)[:, None] * A, axis=0)
    return beta


@descend.misconception(
    "Each prediction is still compared with the target of every row: a column of shape (n, 1) minus a row of shape (n,) is a table of (n, n). "
    "Give both the same shape."
)
def _(X, y, lr, steps):
    w, b = np.zeros((X.shape[1], 1)), 0.0
    for _ in range(steps):
        error = X @ w + b - y
        slope = (X.T @ error / len(y)).mean(axis=1, keepdims=True)
        w, b = w - lr * slope, b - lr * error.mean()
    return np.append(b, w)


@descend.misconception(
    "Each prediction is still compared with the target of every row: a column of shape (n, 1) minus a row of shape (n,) is a table of (n, n). "
    "Give both the same shape."
)
def _(X, y, lr, steps):
    # The table averaged the other way: the mean prediction minus each target.
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        error = (X @ w).mean() + b - y
        w, b = w - lr * X.T @ error / len(y), b - lr * error.mean()
    return np.append(b, w)


descend.misconception(
    "You summed the gradient of the weights over the rows. The loss is a mean: divide by their number.",
    "lr * X.T @ error / len(y) → lr * X.T @ error",
)
descend.misconception(
    "Your steps are twice as long as they should be. The loss is half the mean square, and the half takes the 2 away.",
    "lr * X.T @ error / len(y) → 2 * lr * X.T @ error / len(y)",
    "lr * error.mean() → 2 * lr * error.mean()",
)
descend.misconception(
    "The intercept never moves from zero. Its gradient is the mean error.",
    "b - lr * error.mean() → b",
)


@descend.misconception(
    "The weights move first, and the intercept by the error that is left then. Both move at the same time, by the same error."
)
def _(X, y, lr, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        w = w - lr * X.T @ (X @ w + b - y) / len(y)
        b = b - lr * (X @ w + b - y).mean()
    return np.append(b, w)


@descend.misconception(
    "The intercept moves first, and the weights by the error that is left then. Both move at the same time, by the same error."
)
def _(X, y, lr, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        b = b - lr * (X @ w + b - y).mean()
        w = w - lr * X.T @ (X @ w + b - y) / len(y)
    return np.append(b, w)


descend.misconception(
    "All your weights move alike: the gradient is averaged over the columns. Once the shapes are right no such mean is needed, as each "
    "weight has a slope of its own.",
    "lr * X.T @ error / len(y) → lr * np.mean(X.T @ error / len(y))",
)
descend.misconception(
    "You went uphill: the error is prediction minus target, and descent subtracts its gradient.",
    "w - lr * X.T @ error / len(y) → w + lr * X.T @ error / len(y)",
    "b - lr * error.mean() → b + lr * error.mean()",
)
descend.misconception(
    "The intercept comes first in the result.",
    "np.append(b, w) → np.append(w, b)",
)
descend.misconception(
    "The gradient of the weights is divided by the number of rows twice.",
    "lr * X.T @ error / len(y) → lr * X.T @ error / len(y) ** 2",
)
descend.hints(
    "Print the shape of `error`. What should it be?",
    "`X @ w` is a column, `y` is not, and broadcasting pairs every prediction with every target. Then a mean was added to make it run.",
    "Begin with `w = np.zeros(X.shape[1])`; then `X.T @ error / len(y)` has the shape of w, and needs no further mean.",
)
descend.explain(
    "Averaged over all targets, the table of errors is prediction minus mean of y: descent fitted a constant. The loss fell to the variance of "
    "y, which looks like learning."
)

# -- one_pass ----------------------------------------------------------------------------------------------------------


@reference
def one_pass(X, y, start, lr, batch_size):
    w, b = start[1:], start[0]
    for i in range(0, len(y), batch_size):
        rows, values = X[i : i + batch_size], y[i : i + batch_size]
        error = rows @ w + b - values
        w, b = w - lr * rows.T @ error / len(values), b - lr * error.mean()
    return np.append(b, w)


one_pass.example(
    X=np.array([[1.0], [3.0], [2.0]]), y=np.array([2.0, 5.0, 1.0]), start=np.array([1.0, 0.5]), lr=0.1, batch_size=2
)


@one_pass.cases(n=6)
def _(rng, i):
    n, d = (7, 6, 5)[i % 3], 1 + i % 2
    return {
        "X": rng.normal(size=(n, d)),
        "y": rng.normal(size=n) + 1,
        "start": rng.normal(size=d + 1),
        "lr": rng.uniform(0.05, 0.3),
        "batch_size": (3, 3, 1, 2, 9, 4)[i],
    }


@one_pass.cases(n=1)
def _(rng):
    return {"X": np.array([[2.0]]), "y": np.array([1.0]), "start": np.zeros(2), "lr": 0.25, "batch_size": 1}


@one_pass.alternative
def _(X, y, start, lr, batch_size):
    A = np.column_stack([np.ones(len(y)), X])
    beta = start.astype(float)
    for rows in np.split(np.arange(len(y)), range(batch_size, len(y), batch_size)):
        beta = beta - lr * np.mean(A[rows] * (A[rows] @ beta - y[rows])[:, None], axis=0)
    return beta


one_pass.misconception(
    "The last batch may be smaller, and you divided its gradient by `batch_size` all the same. Each is the mean over its own rows.",
    "lr * rows.T @ error / len(values) → lr * rows.T @ error / batch_size",
    "error.mean() → error.sum() / batch_size",
)
one_pass.misconception(
    "You divided the gradient of a batch by the number of all rows. Each is the mean over its own batch.",
    "lr * rows.T @ error / len(values) → lr * rows.T @ error / len(y)",
    "error.mean() → error.sum() / len(y)",
)
one_pass.misconception(
    "You summed over the rows of a batch. Each gradient is the mean over its own batch.",
    "lr * rows.T @ error / len(values) → lr * rows.T @ error",
    "error.mean() → error.sum()",
)
one_pass.misconception(
    "You left out the rows of the last, smaller batch. An epoch uses every row once.",
    "range(0, len(y), batch_size) → range(0, len(y) - batch_size + 1, batch_size)",
)


@one_pass.misconception(
    "All batches of yours compute their gradient at the start. Each begins where the one before has arrived."
)
def _(X, y, start, lr, batch_size):
    result = start.astype(float)
    for i in range(0, len(y), batch_size):
        result = result + one_pass(X[i : i + batch_size], y[i : i + batch_size], start, lr, batch_size) - start
    return result


one_pass.misconception(
    "You began at zero. The coefficients to begin with are given.",
    "start[1:] → 0 * start[1:]",
    "start[0] → 0.0",
)
one_pass.misconception(
    "The intercept never moves. Its gradient is the mean error of the batch.",
    "b - lr * error.mean() → b",
)


@one_pass.misconception("You drew another order. The rows come in the order given here; who calls shuffles them.")
def _(X, y, start, lr, batch_size):
    order = np.random.default_rng(0).permutation(len(y))
    return one_pass(X[order], y[order], start, lr, batch_size)


@one_pass.misconception(
    "The weights move first, and the intercept by the error that is left then. Both move at the same time, by the same error."
)
def _(X, y, start, lr, batch_size):
    w, b = start[1:], start[0]
    for i in range(0, len(y), batch_size):
        rows, values = X[i : i + batch_size], y[i : i + batch_size]
        w = w - lr * rows.T @ (rows @ w + b - values) / len(values)
        b = b - lr * (rows @ w + b - values).mean()
    return np.append(b, w)


@one_pass.misconception(
    "The intercept moves first, and the weights by the error that is left then. Both move at the same time, by the same error."
)
def _(X, y, start, lr, batch_size):
    w, b = start[1:], start[0]
    for i in range(0, len(y), batch_size):
        rows, values = X[i : i + batch_size], y[i : i + batch_size]
        b = b - lr * (rows @ w + b - values).mean()
        w = w - lr * rows.T @ (rows @ w + b - values) / len(values)
    return np.append(b, w)


one_pass.misconception(
    "That is one step over all rows. Batches come one after the other, each with a step of its own.",
    "range(0, len(y), batch_size) → range(1)",
    "X[i : i + batch_size] → X",
    "y[i : i + batch_size] → y",
)
one_pass.misconception(
    "Your steps are twice as long as they should be. The loss is half the mean square, and the half takes the 2 away.",
    "lr * rows.T @ error / len(values) → 2 * lr * rows.T @ error / len(values)",
    "lr * error.mean() → 2 * lr * error.mean()",
)
one_pass.hints(
    "It is the step of `descend`, with other rows each time.",
    "`range(0, len(y), batch_size)` gives where each batch begins, and a slice beyond the end is just shorter.",
    "For each batch: `error = rows @ w + b - values`, then `w - lr * rows.T @ error / len(values)` and `b - lr * error.mean()` together.",
)
one_pass.explain(
    "A slice that reaches beyond the end is shorter, and dividing by its own length makes its gradient a mean. With `batch_size` 1 this is "
    "stochastic descent, with n or more the step over all rows."
)

# -- huber_loss --------------------------------------------------------------------------------------------------------


@reference
def huber_loss(residuals, delta):
    size = np.abs(residuals)
    return float(np.mean(np.where(size <= delta, size**2 / 2, delta * (size - delta / 2))))


huber_loss.example(residuals=np.array([1.0, -6.0]), delta=2.0)


@huber_loss.cases(n=5)
def _(rng, i):
    return {"residuals": rng.normal(size=rng.integers(1, 8)) * 3, "delta": rng.uniform(0.3, 3)}


@huber_loss.cases(n=2)
def _(rng, i):
    # On the limit itself, and all within.
    return {"residuals": [np.array([-1.5, 1.5, 0.0]), rng.uniform(-1, 1, size=4)][i], "delta": 1.5}


@huber_loss.alternative
def _(residuals, delta):
    inner = np.clip(residuals, -delta, delta)
    return float(np.mean(inner * (residuals - inner / 2)))


huber_loss.misconception(
    "You left out the half of the square. At the limit the two pieces no longer meet.",
    "size**2 / 2 → size**2",
)
huber_loss.misconception(
    "The straight part of yours has slope 1. It goes on with the slope that the square has at the limit, which is δ.",
    "delta * (size - delta / 2) → size - delta / 2",
)
huber_loss.misconception(
    "Your loss jumps at the limit. The straight part begins where half the square ends: δ(|r| − δ/2).",
    "delta * (size - delta / 2) → delta * size",
)
huber_loss.misconception(
    "Residuals far below zero are still squared. The limit is for the size of a residual, whatever its sign.",
    "np.abs(residuals) → residuals",
)
huber_loss.misconception(
    "Beyond the limit your loss stays the same, so a far row does not pull at all. Huber's goes on rising, in a straight line.",
    "delta * (size - delta / 2) → delta**2 / 2",
)
huber_loss.misconception(
    "That is the sum over the rows. Asked for is the mean.",
    "np.mean(np.where(size <= delta, size**2 / 2, delta * (size - delta / 2))) → "
    "np.sum(np.where(size <= delta, size**2 / 2, delta * (size - delta / 2)))",
)
huber_loss.misconception(
    "You have the pieces the wrong way round: small residuals are squared and large ones are not.",
    "size <= delta → size > delta",
)
huber_loss.misconception(
    "You divided by the limit, so the loss is in units of δ. The formula above has it in squares of the residual's unit.",
    "np.where(size <= delta, size**2 / 2, delta * (size - delta / 2)) → "
    "np.where(size <= delta, size**2 / 2, delta * (size - delta / 2)) / delta",
)
huber_loss.hints(
    "Two formulas, and for each residual the question which holds.",
    "Take the sizes first. `np.where` chooses between the two pieces, row by row.",
    "`np.where(size <= delta, size**2 / 2, delta * (size - delta / 2))`, and the mean of it.",
)
huber_loss.explain(
    "At the limit both pieces are δ²/2 and both have slope δ, so the loss is smooth there. Beyond it the slope stays δ: that is the most with "
    "which a single residual can pull."
)
huber_loss.equivalent("size <= delta → size < delta", because="at the limit both pieces are the same")

# -- huber_fit ---------------------------------------------------------------------------------------------------------


@reference(rtol=1e-4, atol=1e-4)
def huber_fit(X, y, delta):
    A = np.column_stack([np.ones(len(X)), X])
    beta = np.linalg.lstsq(A, y, rcond=None)[0]
    for _ in range(200):
        root = np.sqrt(delta / np.maximum(np.abs(y - A @ beta), delta))
        beta = np.linalg.lstsq(A * root[:, None], y * root, rcond=None)[0]
    return beta


huber_fit.example(X=np.array([[0.0], [1.0], [2.0], [3.0], [4.0]]), y=np.array([0.0, 1.5, 1.5, 3.0, 12.0]), delta=1.0)


@huber_fit.cases(n=5)
def _(rng, i):
    n, d = rng.integers(10, 15), 1 + i % 2
    X = rng.normal(size=(n, d)) + 1
    y = 2 + X @ rng.normal(size=d) + 0.6 * rng.normal(size=n)
    y[:2] += rng.uniform(3, 9, size=2) * rng.choice([-1, 1])
    return {"X": X, "y": y, "delta": (0.8, 1.2, 2.0, 0.8, 1.5)[i]}


@huber_fit.cases(n=1)
def _(rng):
    # A limit so wide that all residuals are within.
    X = rng.normal(size=(8, 1))
    return {"X": X, "y": X[:, 0] + rng.normal(size=8), "delta": 50.0}


@huber_fit.alternative
def _(X, y, delta):
    A = np.column_stack([np.ones(len(X)), X])

    def loss(beta):
        r = A @ beta - y
        inner = np.clip(r, -delta, delta)
        return float(np.sum(inner * (r - inner / 2))), A.T @ inner

    return optimize.minimize(loss, closed_form(X, y), jac=True, method="BFGS", options={"gtol": 1e-8}).x


@huber_fit.alternative
def _(X, y, delta):
    # Ordinary least squares of targets that are never further from the fit than the limit.
    A = np.column_stack([np.ones(len(X)), X])
    solve = np.linalg.pinv(A)
    beta = solve @ y
    for _ in range(2000):
        fitted = A @ beta
        beta = solve @ (fitted + np.clip(y - fitted, -delta, delta))
    return beta


@huber_fit.misconception("That is ordinary least squares: a far row still pulls as hard as it is far.")
def _(X, y, delta):
    return closed_form(X, y)


@huber_fit.misconception(
    "You reweighted once and stopped. With each fit the residuals change, and the weights with them: go on until nothing moves."
)
def _(X, y, delta):
    A = np.column_stack([np.ones(len(X)), X])
    root = np.sqrt(delta / np.maximum(np.abs(y - A @ closed_form(X, y)), delta))
    return np.linalg.lstsq(A * root[:, None], y * root, rcond=None)[0]


huber_fit.misconception(
    "Your weights act twice: rows are multiplied by them, and least squares squares that. Multiply by the root of the weight.",
    "np.sqrt(delta / np.maximum(np.abs(y - A @ beta), delta)) → delta / np.maximum(np.abs(y - A @ beta), delta)",
)


@huber_fit.misconception(
    "You threw the far rows out and fitted the others. Huber keeps them, with a pull that is bounded."
)
def _(X, y, delta):
    near = np.abs(y - np.column_stack([np.ones(len(X)), X]) @ closed_form(X, y)) <= delta
    return closed_form(X[near], y[near]) if near.sum() > X.shape[1] + 1 else np.zeros(X.shape[1] + 1)


@huber_fit.misconception(
    "You threw the far rows out and fitted the others. Huber keeps them, with a pull that is bounded."
)
def _(X, y, delta):
    # Again and again.
    A = np.column_stack([np.ones(len(X)), X])
    beta = closed_form(X, y)
    for _ in range(100):
        keep = np.abs(y - A @ beta) <= delta
        if keep.sum() < A.shape[1]:
            break
        beta = np.linalg.lstsq(A[keep], y[keep], rcond=None)[0]
    return beta


@huber_fit.misconception(
    "Your rows within the limit get weights above 1, so the nearest rows rule: that is on the way to least absolute error. Within the limit every weight is 1."
)
def _(X, y, delta):
    # All the way: some fit of least absolute error meets as many rows as it has coefficients.
    A = np.column_stack([np.ones(len(X)), X])
    corners = np.array(list(combinations(range(len(y)), A.shape[1])))
    corners = corners[np.abs(np.linalg.det(A[corners])) > 1e-9]
    betas = np.linalg.solve(A[corners], y[corners][:, :, None])[:, :, 0]
    return betas[np.abs(y - betas @ A.T).sum(axis=1).argmin()]


@huber_fit.misconception(
    "Your rows within the limit get weights above 1, so the nearest rows rule: that is on the way to least absolute error. Within the limit every weight is 1."
)
def _(X, y, delta):
    A = np.column_stack([np.ones(len(X)), X])
    beta = closed_form(X, y)
    for _ in range(100):
        root = np.sqrt(delta / np.maximum(np.abs(y - A @ beta), 1e-6))
        beta = np.linalg.lstsq(A * root[:, None], y * root, rcond=None)[0]
    return beta


@huber_fit.misconception(
    "Your limit is in units of the spread of the residuals, as HuberRegressor has it. Here δ has the unit of y."
)
def _(X, y, delta):
    spread = np.std(y - np.column_stack([np.ones(len(X)), X]) @ closed_form(X, y))
    return huber_fit(X, y, delta * spread)


@huber_fit.misconception(
    "Your limit is in units of the spread of the residuals, as HuberRegressor has it. Here δ has the unit of y."
)
def _(X, y, delta):
    model = HuberRegressor(epsilon=max(delta, 1.0), alpha=0, max_iter=1000).fit(X, y)
    return np.append(model.intercept_, model.coef_)


@huber_fit.misconception(
    "Your limit is in units of the spread of the residuals, as HuberRegressor has it. Here δ has the unit of y."
)
def _(X, y, delta):
    model = HuberRegressor(epsilon=max(delta, 1.0)).fit(X, y)
    return np.append(model.intercept_, model.coef_)


@huber_fit.misconception(
    "Your limit is in units of the spread of the residuals, as HuberRegressor has it. Here δ has the unit of y."
)
def _(X, y, delta):
    # The spread by the median of their sizes, in each turn.
    A = np.column_stack([np.ones(len(X)), X])
    beta = closed_form(X, y)
    for _ in range(1000):
        r = y - A @ beta
        limit = delta * (np.median(np.abs(r - np.median(r))) / 0.6745 + 1e-12)
        root = np.sqrt(limit / np.maximum(np.abs(r), limit))
        beta = np.linalg.lstsq(A * root[:, None], y * root, rcond=None)[0]
    return beta


@huber_fit.misconception("There is no intercept in your fit: the line is bound to the origin.")
def _(X, y, delta):
    beta = np.linalg.lstsq(X, y, rcond=None)[0]
    for _ in range(200):
        root = np.sqrt(delta / np.maximum(np.abs(y - X @ beta), delta))
        beta = np.linalg.lstsq(X * root[:, None], y * root, rcond=None)[0]
    return np.append(0.0, beta)


huber_fit.hints(
    "Given weights, it is least squares. Given a fit, you know the weights.",
    "Begin with ordinary least squares. Multiply each row of A and y by the root of its weight, min(1, δ/|r|), fit, and repeat.",
    "`root = np.sqrt(delta / np.maximum(np.abs(y - A @ beta), delta))`, then `lstsq(A * root[:, None], y * root)`, two hundred times over.",
)
huber_fit.explain(
    "A weight of min(1, δ/|r|) times the residual is the slope of Huber's loss, so a fit that its own weights reproduce has gradient zero; and the "
    "loss is convex. The maximum keeps the division away from zero."
)
huber_fit.equivalent("200 → 201", "range(200) → range(200 - 1)", because="nothing has moved any more for a long time")
huber_fit.equivalent(
    "np.linalg.lstsq(A, y, rcond=None) → np.linalg.lstsq(A, y)",
    "np.linalg.lstsq(A * root[:, None], y * root, rcond=None) → np.linalg.lstsq(A * root[:, None], y * root)",
    because="the rank of independent columns does not depend on the limit for small singular values",
)

# -- quote -------------------------------------------------------------------------------------------------------------

_GRADES = ["cut", "color", "clarity"]


@reference(role="open", kept_back=("truth",))
def quote(known, prices, new):
    columns = make_column_transformer(
        (FunctionTransformer(np.log), ["carat"]),
        (OneHotEncoder(handle_unknown="ignore"), ["cut", "color", "clarity"]),
    )
    model = make_pipeline(columns, LinearRegression())
    return np.exp(model.fit(known, np.log(prices)).predict(new))


@quote.probe
def _(candidate, known, prices, new):
    return np.asarray(candidate(known, prices, new), dtype=float)


_ROWS = "There must be one quote for each new stone, in one dimension."
_LOGS = "All of your quotes are below 20: those are logarithms of dollars, or some other unit."
_DEAR = "On the stones held out your mean absolute error is more than 1.1 times that of the reference."


@quote.verify
def _(got, expected, inputs):
    if np.shape(got) != np.shape(expected):
        return _ROWS
    if np.iscomplexobj(got) or not np.isfinite(got).all() or (got <= 0).any():
        return "Quotes are finite numbers above zero."
    if (got < 20).all():
        return _LOGS
    if len(inputs["known"]) < 100:
        return None
    truth = inputs["truth"]
    return None if np.abs(got - truth).mean() <= 1.1 * np.abs(expected - truth).mean() else _DEAR


@cache
def _listed():
    stones = load_dataset("diamonds")
    return stones.drop_duplicates(subset=[name for name in stones.columns if name not in "xyz"])


def _some_stones(rng, n, m, rare=""):
    """Stones to learn from, without those of a rare clarity, and others to judge."""
    listed = _listed()
    some = listed.iloc[rng.choice(len(listed), n + m, replace=False)].reset_index(drop=True)
    known, new = some[:n], some[n:].reset_index(drop=True)
    known = known[known["clarity"] != rare].reset_index(drop=True)
    return {
        "known": known[["carat", *_GRADES]],
        "prices": known["price"].to_numpy(float),
        "new": new[["carat", *_GRADES]],
        "truth": new["price"].to_numpy(float),
    }


quote.example(
    known=pd.DataFrame({"carat": [1.0, 1.0, 2.0], "cut": "Ideal", "color": "G", "clarity": ["VS1", "SI2", "SI2"]}),
    prices=np.array([6000.0, 4000.0, 15_000.0]),
    new=pd.DataFrame({"carat": [2.0], "cut": "Ideal", "color": "G", "clarity": ["VS1"]}),
    truth=np.array([22_000.0]),
)


@quote.cases(n=3)
def _(rng, i):
    return _some_stones(rng, 600, 600, ("", "", "IF")[i])


@quote.alternative
def _(known, prices, new):
    def design(stones):
        grades = pd.get_dummies(stones[_GRADES], dtype=float)
        return grades.assign(log=np.log(stones["carat"]), square=np.log(stones["carat"]) ** 2)

    A = design(known)
    B = design(new).reindex(columns=A.columns, fill_value=0.0)
    middle, logs = A.mean(), np.log(prices)
    w = np.linalg.lstsq((A - middle).to_numpy(), logs - logs.mean(), rcond=None)[0]
    return np.exp(logs.mean() + (B - middle).to_numpy() @ w)


@quote.alternative
def _(known, prices, new):
    columns = make_column_transformer(
        (make_pipeline(FunctionTransformer(np.log), PolynomialFeatures(3)), ["carat"]),
        (OneHotEncoder(handle_unknown="ignore"), _GRADES),
    )
    model = make_pipeline(columns, LinearRegression())
    return TransformedTargetRegressor(model, func=np.log, inverse_func=np.exp).fit(known, prices).predict(new)


def _by_weight(known, prices, new):
    a, b = closed_form(np.log(known[["carat"]].to_numpy()), np.log(prices))
    return np.exp(a + b * np.log(new["carat"].to_numpy()))


quote.misconception(
    _LOGS, "np.exp(model.fit(known, np.log(prices)).predict(new)) → model.fit(known, np.log(prices)).predict(new)"
)


@quote.misconception(
    "You quote by weight alone. Two stones of one carat differ by their grades, and the grades are there."
)
def _(known, prices, new):
    return _by_weight(known, prices, new)


@quote.misconception(
    "Your columns have the grades, and your target is the price in dollars. Grades and weight act by factors: fit the logarithm of price."
)
def _(known, prices, new):
    columns = make_column_transformer(("passthrough", ["carat"]), (OneHotEncoder(handle_unknown="ignore"), _GRADES))
    return make_pipeline(columns, LinearRegression()).fit(known, prices).predict(new)


quote.misconception(
    "The target is a logarithm and the weight is not. What a tenth of a carat does then grows without end: take the logarithm of both.",
    "(FunctionTransformer(np.log), ['carat']) → ('passthrough', ['carat'])",
)


@quote.misconception(
    "You numbered the grades in the order of the alphabet. Neither cut nor clarity is sorted by value there: give each grade its own column."
)
def _(known, prices, new):
    def design(stones):
        codes = [np.unique(known[name], return_inverse=True)[0].tolist() for name in _GRADES]
        numbered = [
            [names.index(v) if v in names else 0 for v in stones[name]]
            for name, names in zip(_GRADES, codes, strict=True)
        ]
        return np.column_stack([np.log(stones["carat"]), *numbered])

    beta = closed_form(design(known), np.log(prices))
    return np.exp(beta[0] + design(new) @ beta[1:])


@quote.misconception(
    "You numbered the grades in each table by itself, so that one number means two different grades. What was learned of a grade "
    "has to be found under the same number, or in the same column, when you quote."
)
def _(known, prices, new):
    def design(stones):
        return np.column_stack([np.log(stones["carat"]), *(pd.factorize(stones[name])[0] for name in _GRADES)])

    beta = closed_form(design(known), np.log(prices))
    return np.exp(beta[0] + design(new) @ beta[1:])


quote.misconception(
    "Your encoder refuses a grade that it has not seen, and such grades come: tell it what to do with them.",
    "OneHotEncoder(handle_unknown='ignore') → OneHotEncoder()",
)


@quote.misconception(
    "Your quotes are sorted, or in another order than the new stones. The first quote belongs to the first row."
)
def _(known, prices, new):
    return np.sort(quote(known, prices, new))


@quote.misconception(_ROWS)
def _(known, prices, new):
    return quote(known, prices, new)[:-1]


quote.hints(
    "The log-log fit again, with more columns. What may a grade do to a price?",
    "One-hot columns of cut, colour and clarity beside the logarithm of weight; the target is the logarithm of price.",
    "`make_column_transformer` with `FunctionTransformer(np.log)` for carat and `OneHotEncoder(handle_unknown='ignore')` for the grades; then "
    "`np.exp` of what was predicted. Powers of log carat, and products of grade and weight, are what beats it.",
)
quote.explain(
    "In logarithms each grade multiplies the price by a factor of its own, whatever the weight. That the factor itself changes with weight is "
    "what the reference misses."
)

# -- quizzes -----------------------------------------------------------------------------------------------------------

always_median = choice(
    "P",
    why={
        "Q": "An R² of zero, but for what two samples differ: that is always saying the mean. The mean has the smaller squares, the median the smaller sizes.",
        "R": "Far worse than one constant for all, by every score: those quotes are as spread as the line's and belong to other stones.",
        "S": "A constant cannot be so near. That is the line.",
    },
    because="Of all constants the mean has the least squared error and the median the least absolute error: the row with the smaller MAE and "
    "the larger RMSE, and an R² below zero.",
)
four_fits = choice(
    "Q",
    why={
        "P": "Half of its quotes are off by far more than those of the others. That is the line, bent by no logarithm.",
        "R": "That is the cubic. It was fitted by squares of dollars, and has the smallest RMSE for it.",
        "S": "Its RMSE comes from a curve that grows without end for heavy stones: the price alone is a logarithm.",
    },
    because="It aims at ratios and typical prices, so its usual error is the smallest; the heavy stones, which make the squares, count little for "
    "it, and its RMSE is as large as the line's.",
)
price_order = choice(
    "S",
    why={
        "P": "A dear stone pulls up what a cheap one has pulled down: those come in turn.",
        "Q": "The first stones of that pass are heavy. A cheap one is light, below zero when standardised: which slope raises its price?",
        "R": "It is at its place after a few hundred stones, and stays there. Those are in no order.",
    },
    because="The first stones are cheap and light, with standardised weights below zero. From zero every price has to rise, and for them "
    "a negative slope does it. The dear ones raise the slope again, and come too late.",
)
far_star = choice(
    "9.01",
    why={
        "8.82": "So it is with the star far to the right, at 2.8 carats and 0.",
        "9.14": "So it is with the star where it was at first.",
        "10.30": "So it is with the star at 2 carats and 20 thousand dollars.",
    },
    because="Absolute errors move from 9.14 to 9.01, and least squares from 9.69 to 7.44.",
)
tilted_line = choice(
    "S",
    why={
        "P": "It is lifted and not tilted. A row lifts all of the line alike only if it lies in the middle, and 5.12 mm is not the middle.",
        "Q": "It runs through the cloud, as if the misprint were not there. Its square is larger than all others together.",
        "R": "Its right end is lifted. At which end is a length of 5.12 mm?",
    },
    because="The stone is one of the shorter ones: it lifts the left end, and the slope turns its sign.",
)
wrong_width = choice(
    "Q",
    why={
        "P": "Its slope is one: that row lies far to the right and far up, 31.8 in both.",
        "R": "Both slopes are those of sound stones. That is without the row.",
        "S": "Least squares is off and Huber is not: there the height is wrong, and a wrong target is what Huber holds. Here it is the width.",
    },
    because="The row lies far to the right and hardly above the others. It has so much leverage that both lines go to it, and nearly lie flat.",
)
