"""Solutions of 01_data/05_statsmodels: statsmodels."""

import numpy as np
import pandas as pd
import statsmodels.api as sm
import statsmodels.formula.api as smf
from scipy import stats
from statsmodels.stats.diagnostic import het_breuschpagan
from statsmodels.stats.multicomp import pairwise_tukeyhsd
from statsmodels.stats.outliers_influence import variance_inflation_factor
from statsmodels.stats.sandwich_covariance import weights_uniform
from statsmodels.stats.stattools import durbin_watson

from workbench import load_dataset
from workbench.authoring import choice, reference

# -- ols_fit -----------------------------------------------------------------------------------------------------------


@reference(rtol=1e-6)
def ols_fit(X, y):
    inverse = np.linalg.inv(X.T @ X)
    coefficients = inverse @ X.T @ y
    residuals = y - X @ coefficients
    variance = np.sum(residuals**2) / (len(y) - X.shape[1])
    return coefficients, np.sqrt(variance * np.diag(inverse))


ols_fit.example(X=np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 3.0], [1.0, 4.0]]), y=np.array([1.0, 2.0, 2.0, 5.0]))


@ols_fit.cases(n=10)
def _(rng, i):
    p = 1 + i % 4
    n = p + rng.integers(1, 12)
    X = rng.normal(size=(n, p)) + rng.uniform(0, 4)
    if i % 3:
        X[:, -1] = 1
    return {"X": X, "y": rng.normal(size=n) * 3 + 2}


@ols_fit.alternative
def _(X, y):
    # By QR: (XᵀX)⁻¹ is R⁻¹R⁻ᵀ.
    Q, R = np.linalg.qr(X)
    beta = np.linalg.solve(R, Q.T @ y)
    left = np.linalg.norm(y - X @ beta) / np.sqrt(X.shape[0] - X.shape[1])
    return beta, left * np.linalg.norm(np.linalg.inv(R), axis=1)


@ols_fit.alternative
def _(X, y):
    fit = sm.OLS(y, X).fit()
    return fit.params, fit.bse


ols_fit.misconception(
    "Your s² divides by n. The p coefficients were fitted to the same rows: divide by n − p.",
    "np.sum(residuals**2) / (len(y) - X.shape[1]) → np.sum(residuals**2) / len(y)",
)
ols_fit.misconception(
    "Your s² divides by n − 1, as a sample's variance does. Here p coefficients were fitted: n − p.",
    "np.sum(residuals**2) / (len(y) - X.shape[1]) → np.sum(residuals**2) / (len(y) - 1)",
)
ols_fit.misconception(
    "Those are variances. A standard error is the root.",
    "np.sqrt(variance * np.diag(inverse)) → variance * np.diag(inverse)",
)
ols_fit.misconception(
    "Your errors lack s: the diagonal of (XᵀX)⁻¹ alone says nothing of how the residuals scatter.",
    "np.sqrt(variance * np.diag(inverse)) → np.sqrt(np.diag(inverse))",
)
ols_fit.misconception(
    "You took the diagonal of XᵀX and turned it over. The inverse of a matrix has another diagonal, unless its columns are orthogonal.",
    "np.sqrt(variance * np.diag(inverse)) → np.sqrt(variance / np.diag(X.T @ X))",
)
ols_fit.misconception(
    "You divided the residuals' spread by the root of n, for each coefficient alike. That is the error of a mean; where the feature lies matters too.",
    "np.sqrt(variance * np.diag(inverse)) → np.sqrt(variance / len(y)) * np.ones(X.shape[1])",
)


@ols_fit.misconception("You added a constant to X. The design matrix is meant as it is.")
def _(X, y):
    fit = sm.OLS(y, np.column_stack([np.ones(len(y)), X])).fit()
    return fit.params, fit.bse


ols_fit.misconception(
    "Your s² divides by n − 2, which belongs to one feature and a constant. Here X has p columns: n − p.",
    "np.sum(residuals**2) / (len(y) - X.shape[1]) → np.sum(residuals**2) / (len(y) - 2)",
)
ols_fit.misconception(
    "You took the residuals' spread about their own mean. Without a constant in X that mean is not zero; s² sums the squares of the residuals themselves.",
    "np.sum(residuals**2) / (len(y) - X.shape[1]) → np.sum((residuals - residuals.mean()) ** 2) / (len(y) - X.shape[1])",
)


ols_fit.hints(
    "Three formulas, in the order of the text. Keep the inverse: it is needed twice.",
    "`inverse = np.linalg.inv(X.T @ X)`; then the coefficients, the residuals, s² with n − p.",
    "The errors are `np.sqrt(s2 * np.diag(inverse))` with `s2 = e @ e / (n - p)`.",
)
ols_fit.explain(
    "The gradient of the sum of squares is zero at (XᵀX)⁻¹Xᵀy. That is linear in y, so noise of variance s² in y arrives in the coefficients with covariance "
    "s²(XᵀX)⁻¹; the roots of its diagonal are the errors."
)

# -- inflation ---------------------------------------------------------------------------------------------------------


@reference(rtol=1e-6, time_limit=30)
def inflation(features):
    factors = {}
    for name in features.columns:
        others = sm.add_constant(features.drop(columns=name))
        factors[name] = 1 / (1 - sm.OLS(features[name], others).fit().rsquared)
    return pd.Series(factors)


inflation.example(features=pd.DataFrame({"a": [1.0, 2.0, 3.0, 6.0], "b": [2.0, 1.0, 4.0, 5.0]}))


@inflation.cases(n=8)
def _(rng, i):
    k = 2 + i % 3
    n = k + 2 + rng.integers(2, 12)
    table = rng.normal(size=(n, k)) + rng.uniform(2, 8, size=k)
    if i % 2:
        table[:, -1] += rng.uniform(2, 9) * table[:, 0]
    return {"features": pd.DataFrame(table, columns=list("badc")[:k])}


@inflation.alternative
def _(features):
    # The diagonal of the inverse of the correlation matrix.
    return pd.Series(np.diag(np.linalg.inv(features.corr().to_numpy())), index=features.columns)


@inflation.alternative
def _(features):
    design = sm.add_constant(features, has_constant="add").to_numpy()
    values = [variance_inflation_factor(design, j + 1) for j in range(features.shape[1])]
    return pd.Series(values, index=list(features.columns))


inflation.misconception(
    "The regressions have no constant. Features that lie far from zero then seem to follow from each other, and the factors "
    "come out far too large.",
    "sm.add_constant(features.drop(columns=name)) → features.drop(columns=name)",
)
inflation.misconception(
    "That is R² of each feature on the others. The factor is 1 / (1 − R²).",
    "1 / (1 - sm.OLS(features[name], others).fit().rsquared) → sm.OLS(features[name], others).fit().rsquared",
)
inflation.misconception(
    "That is the tolerance, 1 − R². The factor is one over it.",
    "1 / (1 - sm.OLS(features[name], others).fit().rsquared) → 1 - sm.OLS(features[name], others).fit().rsquared",
)
inflation.misconception(
    "You took the root. It says how much wider the interval is; the factor speaks of the variance.",
    "1 / (1 - sm.OLS(features[name], others).fit().rsquared) → "
    "(1 / (1 - sm.OLS(features[name], others).fit().rsquared)) ** 0.5",
)
inflation.misconception(
    "You used the adjusted R². The factor is defined by the plain one.",
    "sm.OLS(features[name], others).fit().rsquared → sm.OLS(features[name], others).fit().rsquared_adj",
)


@inflation.misconception("The constant has a factor of its own in your result. Only the features are asked for.")
def _(features):
    design = sm.add_constant(features)
    return pd.Series(
        [variance_inflation_factor(design.to_numpy(), j) for j in range(design.shape[1])], index=design.columns
    )


@inflation.misconception(
    "You looked at the strongest single correlation. A feature can follow from several others together and from none of them alone."
)
def _(features):
    r = features.corr().to_numpy() - np.eye(features.shape[1])
    return pd.Series(1 / (1 - np.abs(r).max(axis=0) ** 2), index=features.columns)


@inflation.misconception(
    "Each factor stands one column too late: with the constant in front, the first feature is column 1 of the design, not column 0."
)
def _(features):
    design = sm.add_constant(features).to_numpy(dtype=float)
    return pd.Series([variance_inflation_factor(design, j) for j in range(features.shape[1])], index=features.columns)


inflation.hints(
    "How well can one feature be predicted from the others? One regression for each feature.",
    "Regress each column on the rest, with `sm.add_constant`, and read `rsquared`.",
    "For each name: `sm.OLS(features[name], sm.add_constant(features.drop(columns=name))).fit().rsquared`; the factor is one over one "
    "minus that. Collect them in a Series.",
)
inflation.explain(
    "The variance of a coefficient is s² over what is left of its feature after the others have explained their part. That "
    "rest is the share 1 − R². `variance_inflation_factor` does the same for one column of a design; older versions of it need the constant among the columns."
)

# -- influence ---------------------------------------------------------------------------------------------------------


@reference
def influence(X, y):
    hat = X @ np.linalg.inv(X.T @ X) @ X.T
    leverage = np.diag(hat)
    residuals = y - hat @ y
    n, p = X.shape
    variance = np.sum(residuals**2) / (n - p)
    return leverage, residuals**2 / (p * variance) * leverage / (1 - leverage) ** 2


influence.example(X=np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0], [1.0, 5.0]]), y=np.array([1.0, 3.0, 2.0, 4.0]))


@influence.cases(n=10)
def _(rng, i):
    p = 1 + i % 3
    n = p + rng.integers(3, 9)
    X = rng.normal(size=(n, p)) + 1
    if i % 4:
        X[:, 0] = 1
    return {"X": X, "y": rng.normal(size=n) * 3}


@influence.alternative
def _(X, y):
    # Leave each row out and look how far the fitted values move.
    Q, _ = np.linalg.qr(X)
    n, p = X.shape
    full = X @ np.linalg.lstsq(X, y, rcond=None)[0]
    variance = np.sum((y - full) ** 2) / (n - p)
    moved = []
    for i in range(n):
        rest = np.arange(n) != i
        moved.append(np.sum((full - X @ np.linalg.lstsq(X[rest], y[rest], rcond=None)[0]) ** 2))
    return np.sum(Q**2, axis=1), np.array(moved) / (p * variance)


@influence.alternative
def _(X, y):
    told = sm.OLS(y, X).fit().get_influence()
    return told.hat_matrix_diag, told.cooks_distance[0]


influence.misconception(
    "Your s² divides by n. The residuals have only n − p degrees of freedom, because p coefficients were fitted to them.",
    "np.sum(residuals**2) / (n - p) → np.sum(residuals**2) / n",
)
influence.misconception(
    "Your s² divides by n − 1. The residuals have n − p degrees of freedom, because p coefficients were fitted to them.",
    "np.sum(residuals**2) / (n - p) → np.sum(residuals**2) / (n - 1)",
)
influence.misconception(
    "1 − h is not squared in your distance.",
    "(1 - leverage) ** 2 → (1 - leverage)",
)
influence.misconception(
    "The residual is not squared in your distance, so that it has a sign and another unit.",
    "residuals**2 / (p * variance) → residuals / (p * variance)",
)
influence.misconception(
    "The number of coefficients, p, is missing below the line.",
    "residuals**2 / (p * variance) → residuals**2 / variance",
)
influence.misconception(
    "You left out the leverage h in the numerator: those are squared residuals, larger where the row pulls, but a row in the "
    "middle would count like one at the end.",
    "residuals**2 / (p * variance) * leverage → residuals**2 / (p * variance)",
)


@influence.misconception("You added a constant to X. The design matrix is meant as it is.")
def _(X, y):
    told = sm.OLS(y, np.column_stack([np.ones(len(y)), X + 1e-9 * np.arange(X.size).reshape(X.shape) ** 2])).fit()
    return told.get_influence().hat_matrix_diag, told.get_influence().cooks_distance[0]


@influence.misconception("You added a constant to X. The design matrix is meant as it is.")
def _(X, y):
    told = sm.OLS(y, sm.add_constant(X)).fit().get_influence()
    return told.hat_matrix_diag, told.cooks_distance[0]


@influence.misconception(
    "Your spread comes from the fit without the row. That gives DFFITS; Cook's distance measures all rows by the s² of one fit."
)
def _(X, y):
    told = sm.OLS(y, X).fit().get_influence()
    return told.hat_matrix_diag, told.dffits[0] ** 2 / X.shape[1]


@influence.misconception(
    "You count the features without the constant. p is the number of columns of X, whatever they are."
)
def _(X, y):
    p = X.shape[1]
    told = sm.OLS(y, X).fit().get_influence()
    with np.errstate(divide="ignore"):
        return told.hat_matrix_diag, told.cooks_distance[0] * (np.float64(p) / (p - 1))


influence.hints(
    "Build H first. Everything else follows from its diagonal and from y − Hy.",
    "`np.diag(H)` is the leverage; s² is the sum of squared residuals over n − p.",
    "`H = X @ np.linalg.inv(X.T @ X) @ X.T`, `h = np.diag(H)`, `e = y - H @ y`; then the formula of the text, element by element.",
)
influence.explain(
    "Leaving a row out changes the fit by an amount that needs no new fit: the residual and the leverage of that row say it. The "
    "second factor is near zero in the middle of the data and grows without bound as h approaches 1."
)

# -- breusch_pagan -----------------------------------------------------------------------------------------------------


@reference
def breusch_pagan(X, residuals):
    squares = residuals**2
    fitted = X @ np.linalg.lstsq(X, squares, rcond=None)[0]
    r_squared = 1 - np.sum((squares - fitted) ** 2) / np.sum((squares - squares.mean()) ** 2)
    statistic = len(squares) * r_squared
    return float(statistic), float(stats.chi2.sf(statistic, X.shape[1] - 1))


breusch_pagan.example(
    X=np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0], [1.0, 4.0]]), residuals=np.array([0.5, -1.0, 2.0, -1.5])
)


@breusch_pagan.cases(n=10)
def _(rng, i):
    p = 2 + i % 3
    n = p + rng.integers(4, 30)
    X = np.column_stack([np.ones(n), rng.uniform(0, 3, size=(n, p - 1))])
    if i == 9:
        X = np.column_stack([X, X[:, 1:] ** 2])  # as White's test has it
    return {"X": X, "residuals": rng.normal(size=n) * (0.3 + X[:, 1] * (i % 2))}


@breusch_pagan.alternative
def _(X, residuals):
    return tuple(float(number) for number in het_breuschpagan(residuals, X)[:2])


@breusch_pagan.alternative
def _(X, residuals):
    statistic = len(residuals) * sm.OLS(residuals**2, X).fit().rsquared
    return float(statistic), float(1 - stats.chi2(X.shape[1] - 1).cdf(statistic))


breusch_pagan.misconception(
    "You regressed the residuals themselves. They are uncorrelated with X by construction; their squares carry the spread.",
    "residuals**2 → residuals",
)
breusch_pagan.misconception(
    "You took absolute residuals. The test regresses their squares.",
    "residuals**2 → np.abs(residuals)",
)
breusch_pagan.misconception(
    "Your degrees of freedom count the constant. It explains no differences in spread: p − 1.",
    "X.shape[1] - 1 → X.shape[1]",
)
breusch_pagan.misconception(
    "The statistic is R² alone. Only n times it is about chi-squared.",
    "len(squares) * r_squared → r_squared",
)
breusch_pagan.misconception(
    "That is the lower tail of chi-squared, 1 − p. Large statistics speak against constant spread, so the upper tail counts.",
    "stats.chi2.sf(statistic, X.shape[1] - 1) → stats.chi2.cdf(statistic, X.shape[1] - 1)",
)
breusch_pagan.misconception(
    "That is the original form, half the explained sum of squares, which supposes normal residuals. Koenker's is n times R².",
    "len(squares) * r_squared → np.sum((fitted / squares.mean() - 1) ** 2) / 2",
)
breusch_pagan.misconception(
    "You multiplied by the degrees of freedom of the residuals. The statistic is n times R².",
    "len(squares) * r_squared → (len(squares) - X.shape[1]) * r_squared",
)


@breusch_pagan.misconception(
    "Those are the F form of the test and its p-value, the last two numbers of `het_breuschpagan`. n times R² stands first."
)
def _(X, residuals):
    told = het_breuschpagan(residuals, X)
    return float(told[2]), float(told[3])


breusch_pagan.equivalent(
    "np.linalg.lstsq(X, squares, rcond=None) → np.linalg.lstsq(X, squares)",
    because="X has full rank, so the limit for small singular values plays no part",
)

breusch_pagan.hints(
    "A second regression: what is its left side?",
    "Regress the squared residuals on X, and take n times its R². `stats.chi2.sf` gives the upper tail.",
    "`statistic = len(residuals) * sm.OLS(residuals**2, X).fit().rsquared`, and p is `stats.chi2.sf(statistic, X.shape[1] - 1)`.",
)
breusch_pagan.explain(
    "If the spread is constant, squared residuals are noise around one level, and X explains none of it beyond chance: n·R² is then about "
    "chi-squared with one degree of freedom for each feature."
)

# -- honest_interval ---------------------------------------------------------------------------------------------------


@reference(rtol=1e-5, time_limit=30)
def honest_interval(table, formula, term, lags):
    model = smf.ols(formula, table)
    kind = {"cov_type": "HC3"} if lags is None else {"cov_type": "HAC", "cov_kwds": {"maxlags": lags}}
    fit = model.fit(**kind)
    estimate, reach = fit.params[term], 1.96 * fit.bse[term]
    return float(estimate), float(estimate - reach), float(estimate + reach)


_SMALL = pd.DataFrame({"x": [0.0, 1.0, 2.0, 3.0, 5.0], "y": [1.0, 2.0, 1.5, 4.0, 3.0]})
honest_interval.example(table=_SMALL, formula="y ~ x", term="x", lags=None)
honest_interval.example(table=_SMALL, formula="y ~ x", term="x", lags=1)


@honest_interval.cases(n=4)
def _(rng, i):
    n = rng.integers(10, 20)
    x = np.cumsum(rng.normal(size=n))
    table = pd.DataFrame({"x": x, "z": rng.normal(size=n), "y": x + np.cumsum(rng.normal(size=n))})
    formula, term = [("y ~ x + z", "z"), ("y ~ x", "Intercept"), ("y ~ x + I(x**2)", "x")][i % 3]
    return {"table": table, "formula": formula, "term": term, "lags": [None, 3, 1, 0, None, 2][i]}


@honest_interval.alternative
def _(table, formula, term, lags):
    # The sandwich by hand: bread, and the sum of weighted products of scores that lie up to `lags` apart.
    fit = smf.ols(formula, table).fit()
    X, e = fit.model.exog, fit.resid.to_numpy()
    bread = np.linalg.inv(X.T @ X)
    if lags is None:
        e = e / (1 - np.sum(X @ bread * X, axis=1))
    scores = X * e[:, None]
    meat = scores.T @ scores
    for lag in range(1, (lags or 0) + 1):
        part = scores[lag:].T @ scores[:-lag] * (1 - lag / (lags + 1))
        meat = meat + part + part.T
    j = fit.model.exog_names.index(term)
    estimate, reach = float(fit.params.iloc[j]), 1.96 * float(np.sqrt((bread @ meat @ bread)[j, j]))
    return estimate, estimate - reach, estimate + reach


honest_interval.misconception(
    "Those are the textbook's errors. Ask `fit` for robust ones by `cov_type`.",
    "model.fit(**kind) → model.fit()",
)
honest_interval.misconception(
    "Without lags you took HC0, which is too narrow in small tables. HC3 was asked for.",
    '"HC3" → "HC0"',
)
honest_interval.misconception(
    "Without lags you took HC1. HC3 was asked for, which divides each residual by 1 − h.",
    '"HC3" → "HC1"',
)
honest_interval.misconception(
    "You answered every request with HC3. With lags the rows' memory counts too: HAC.",
    '{"cov_type": "HAC", "cov_kwds": {"maxlags": lags}} → {"cov_type": "HC3"}',
)
honest_interval.misconception(
    "Zero lags are a number of lags: HAC without memory. Ask whether `lags` is None, not whether it is false.",
    "lags is None → not lags",
)
honest_interval.misconception(
    "The interval reaches one error to each side. A 95 % interval reaches 1.96.",
    "1.96 * fit.bse[term] → fit.bse[term]",
)
honest_interval.misconception(
    "You switched on the correction for small samples. The defaults were asked for, and leave it off.",
    '{"maxlags": lags} → {"maxlags": lags, "use_correction": True}',
)
honest_interval.misconception(
    "You returned the error in place of the interval's ends.",
    "float(estimate - reach) → float(reach / 1.96)",
)


@honest_interval.misconception(
    "You gave every lag the full weight. The defaults of HAC let the weight fall with each step, which keeps the variance positive."
)
def _(table, formula, term, lags):
    if lags is None:
        return honest_interval(table, formula, term, lags)
    fit = smf.ols(formula, table).fit(cov_type="HAC", cov_kwds={"maxlags": lags, "kernel": weights_uniform})
    estimate, reach = fit.params[term], 1.96 * fit.bse[term]
    return float(estimate), float(estimate - reach), float(estimate + reach)


honest_interval.hints(
    "The estimate does not change. Which argument of `fit` changes the errors?",
    '`fit(cov_type="HC3")`, or `fit(cov_type="HAC", cov_kwds={"maxlags": …})`; then `params` and `bse` by the term\'s name.',
    "Two branches on `lags is None`; then `fit.params[term]` minus and plus `1.96 * fit.bse[term]`, as floats.",
)
honest_interval.explain(
    "Both are sandwiches: the spread of Xᵀe between two copies of (XᵀX)⁻¹. HC3 estimates it from each row's own residual, HAC adds the products of "
    "rows up to `maxlags` apart, with weights that fall to zero, so that the variance cannot become negative."
)

# -- broken_assumption -------------------------------------------------------------------------------------------------


@reference(role="decision", time_limit=30)
def broken_assumption(X, y):
    design = sm.add_constant(X)
    fit = sm.OLS(y, design).fit()
    if fit.get_influence().cooks_distance[0].max() > 1:
        return "influence"
    if np.linalg.inv(np.corrcoef(X.T))[0, 0] > 10:
        return "collinearity"
    if abs(durbin_watson(fit.resid) - 2) > 0.8:
        return "independence"
    if sm.OLS(y, np.column_stack([design, X**2])).fit().compare_f_test(fit)[1] < 0.001:
        return "linearity"
    return "constant variance" if het_breuschpagan(fit.resid, design)[1] < 0.001 else "none"


_KINDS = ("influence", "independence", "linearity", "constant variance", "collinearity", "none")


def _signs(X, y):
    """Variance inflation, the largest Cook's distance, Durbin–Watson, p of squares, p of Breusch and Pagan."""
    design = np.column_stack([np.ones(len(y)), X])
    fit = sm.OLS(y, design).fit()
    bent = min(
        sm.OLS(y, np.column_stack([design, extra])).fit().compare_f_test(fit)[1]
        for extra in (X**2, X[:, :1] ** 2, X[:, 1:] ** 2)
    )
    uneven = min(het_breuschpagan(fit.resid, part)[1] for part in (design, design[:, [0, 1]], design[:, [0, 2]]))
    r = np.corrcoef(X.T)[0, 1]
    return (
        1 / (1 - r**2),
        fit.get_influence().cooks_distance[0].max(),
        durbin_watson(fit.resid),
        bent,
        uneven,
    )


def _stands_clear(kind, signs):
    """Whether the fault is there, and no other sign moves. A row of influence may move what it likes."""
    vif, cook, dw, bent, uneven = signs
    calm = {
        "collinearity": vif < 3,
        "influence": cook < 0.5,
        "independence": 1.5 < dw < 2.5,
        "linearity": bent > 0.03,
        "constant variance": uneven > 0.03,
    }
    there = {
        "collinearity": vif > 20,
        "influence": cook > 1.5,
        "independence": abs(dw - 2) > 1,
        "linearity": bent < 1e-6,
        "constant variance": uneven < 1e-5,
        "none": True,
    }[kind]
    if kind == "influence":
        return there and calm["collinearity"]
    return there and all(quiet for name, quiet in calm.items() if name != kind)


def _report(rng, kind, which):
    """A report with one fault; which: the feature, or the sign of the memory, that it concerns, 0 or 1."""
    n = 60
    X = rng.uniform(-2, 2, size=(n, 2))
    noise = rng.normal(size=n)
    if kind == "collinearity":
        X[:, 1] = (1, -1)[which] * X[:, 0] + 0.12 * rng.normal(size=n)
    if kind == "independence":
        kept = (0.85, -0.85)[which]
        for t in range(1, n):
            noise[t] = kept * noise[t - 1] + np.sqrt(1 - kept**2) * noise[t]
    if kind == "constant variance":
        noise = noise * np.exp(0.8 * X[:, which] * rng.choice([-1, 1]))
    if kind == "linearity":
        noise = noise + rng.choice([-1, 1]) * (X[:, which] ** 2 - 4 / 3)
    odd = rng.integers(n)
    if kind == "influence":
        X[odd, which], noise[odd] = 6.0, 9.0 * rng.choice([-1, 1])
    if kind == "none" and which:
        X[odd, 0], noise[odd] = 5.0, 0.0  # far out, but on the line
    return X, 3 + X @ rng.uniform(0.5, 2, size=2) + noise


def _clear_report(rng, kind, which, far):
    while True:
        X, y = _report(rng, kind, which)
        if _stands_clear(kind, _signs(X, y)):
            # A third of them lie far from zero, where a regression without a constant is misled.
            return {"X": (X + far * np.array([9, -12])).round(6), "y": y.round(6)}


broken_assumption.example(
    X=np.array([[-1.0, 2], [1, -1], [-2, 1], [-1, 0], [1, -1], [-1, 2], [1, 2], [-2, -1]]),
    y=np.array([5.5, -1.5, 3.0, -2.5, 2.5, 2.5, 7.5, -4.5]),
)
broken_assumption.example(
    X=np.array([[-2.0, -2], [1, 2], [1, 1], [6, -2], [0, -2], [-2, 0], [0, 2], [0, -1]]),
    y=np.array([-4.5, 6.5, 4.5, -4.0, -3.5, -0.5, 5.5, -1.0]),
)


@broken_assumption.cases(n=18)
def _(rng, i):
    return _clear_report(rng, _KINDS[i % 6], (i // 6) % 2, i // 12)


@broken_assumption.alternative
def _(X, y):
    # By hand, and in another order.
    n = len(y)
    design = np.column_stack([np.ones(n), X])

    def left(extra):
        columns = np.column_stack([design, *extra])
        return y - columns @ np.linalg.lstsq(columns, y, rcond=None)[0]

    e = left([])
    h = np.sum(np.linalg.qr(design)[0] ** 2, axis=1)
    if (e**2 / (3 * (e @ e) / (n - 3)) * h / (1 - h) ** 2).max() > 1:
        return "influence"
    squares = e**2 - np.mean(e**2)
    told = design @ np.linalg.lstsq(design, squares, rcond=None)[0]
    curved = left([X**2])
    f = (e @ e - curved @ curved) / 2 / (curved @ curved / (n - 5))
    if stats.f.sf(f, 2, n - 5) < 0.001:
        return "linearity"
    if stats.chi2.sf(n * (told @ told) / (squares @ squares), 2) < 0.001:
        return "constant variance"
    if not 1.2 <= np.sum(np.diff(e) ** 2) / (e @ e) <= 2.8:
        return "independence"
    return "collinearity" if 1 / (1 - np.corrcoef(X[:, 0], X[:, 1])[0, 1] ** 2) > 10 else "none"


broken_assumption.misconception(
    "You see memory only where neighbours resemble each other. A Durbin–Watson near 4 is memory too: each row takes back what the one "
    "before did.",
    "abs(durbin_watson(fit.resid) - 2) > 0.8 → durbin_watson(fit.resid) < 1.2",
)
broken_assumption.misconception(
    "You ask for leverage where influence is meant. A row far out that lies on the line moves nothing.",
    "fit.get_influence().cooks_distance[0].max() > 1 → fit.get_influence().hat_matrix_diag.max() > 0.15",
)
broken_assumption.misconception(
    "The square of one of the features is never tried. The curve may lie in either.",
    "X**2 → X[:, :1] ** 2",
)
broken_assumption.misconception(
    "You took the fitted model with squares to have none: p < 0.001 speaks for the squares, not against them.",
    "sm.OLS(y, np.column_stack([design, X**2])).fit().compare_f_test(fit)[1] < 0.001 → "
    "sm.OLS(y, np.column_stack([design, X**2])).fit().compare_f_test(fit)[1] > 0.001",
)
broken_assumption.misconception(
    "A sound report is accused by you: an uneven spread takes a small p-value.",
    '"constant variance" if het_breuschpagan(fit.resid, design)[1] < 0.001 else "none" → "constant variance"',
)
broken_assumption.misconception(
    "You left out the test of the spread: reports that fan out pass for sound.",
    '"constant variance" if het_breuschpagan(fit.resid, design)[1] < 0.001 else "none" → "none"',
)
broken_assumption.misconception(
    "You judge the features' likeness by R² of the model. It is their correlation with each other that counts.",
    "np.linalg.inv(np.corrcoef(X.T))[0, 0] > 10 → fit.rsquared > 0.9",
)


@broken_assumption.misconception(
    "Your tests run before the single row is looked at. One row with influence can feign a curve or an uneven spread: ask for Cook's "
    "distance first."
)
def _(X, y):
    design = sm.add_constant(X)
    fit = sm.OLS(y, design).fit()
    if sm.OLS(y, np.column_stack([design, X**2])).fit().compare_f_test(fit)[1] < 0.001:
        return "linearity"
    if het_breuschpagan(fit.resid, design)[1] < 0.001:
        return "constant variance"
    return broken_assumption(X, y)


broken_assumption.misconception(
    "You look for a large residual. A row that pulls hard has drawn the line towards itself, and its residual may be small: ask for Cook's distance.",
    "fit.get_influence().cooks_distance[0].max() > 1 → np.abs(fit.resid / np.sqrt(fit.scale)).max() > 3",
)
broken_assumption.misconception(
    "Your regression of one feature on the other has no constant. Features that lie far from zero then seem to follow from each other.",
    "np.linalg.inv(np.corrcoef(X.T))[0, 0] > 10 → 1 / (1 - sm.OLS(X[:, 0], X[:, 1]).fit().rsquared) > 10",
)


broken_assumption.hints(
    "One test for each answer, all on the residuals of the same fit, except that of the features' likeness. Which comes first?",
    "`get_influence().cooks_distance[0]`, `durbin_watson`, `compare_f_test` against a model with squares, `het_breuschpagan`. Begin with "
    "what makes the other tests worthless.",
    "Fit `sm.OLS(y, sm.add_constant(X))`. Ask in turn: largest Cook's distance > 1, correlation of the features (a factor of 10 is |r| near 0.95), "
    "Durbin–Watson further than 0.8 from 2, p of the F test with `X**2` added < 0.001, p of Breusch–Pagan < 0.001; else none.",
)
broken_assumption.explain(
    "Each fault has a sign of its own, but a single row can imitate several of them, so it is looked for first. In practice more than one "
    "assumption is broken, and one looks at pictures before tests."
)

broken_assumption.equivalent(
    "np.linalg.inv(np.corrcoef(X.T))[0, 0] > 10 → np.linalg.inv(np.corrcoef(X.T))[0, 0] >= 10",
    "fit.get_influence().cooks_distance[0].max() > 1 → fit.get_influence().cooks_distance[0].max() >= 1",
    "abs(durbin_watson(fit.resid) - 2) > 0.8 → abs(durbin_watson(fit.resid) - 2) >= 0.8",
    "sm.OLS(y, np.column_stack([design, X ** 2])).fit().compare_f_test(fit)[1] < 0.001 → "
    "sm.OLS(y, np.column_stack([design, X ** 2])).fit().compare_f_test(fit)[1] <= 0.001",
    "het_breuschpagan(fit.resid, design)[1] < 0.001 → het_breuschpagan(fit.resid, design)[1] <= 0.001",
    because="equality with a limit has probability zero",
)
broken_assumption.equivalent(
    "10 → 11",
    "1 → 2",
    "0.001 → 0.002",
    because="the docstring promises clear cases, and none lies between the two limits",
)

# -- mean_riders -------------------------------------------------------------------------------------------------------


@reference(role="repair", rtol=1e-6, time_limit=30)
def mean_riders(train, new):
    logarithm = smf.ols("np.log(riders) ~ temp + I(temp ** 2) + hum", train).fit()
    smearing = np.exp(logarithm.resid).mean()
    return (np.exp(logarithm.predict(new)) * smearing).to_numpy()


mean_riders.example(
    train=pd.DataFrame(
        {"riders": [1, 8, 2, 16, 4], "temp": [0.0, 1.0, 2.0, 3.0, 4.0], "hum": [0.5, 0.25, 0.5, 0.25, 0.75]}
    ),
    new=pd.DataFrame({"temp": [0.0, 4.0], "hum": [0.5, 0.5]}),
)


@mean_riders.cases(n=4)
def _(rng):
    n, m = rng.integers(8, 25), rng.integers(1, 4)
    both = pd.DataFrame(
        {"temp": rng.uniform(-3, 30, size=n + m).round(1), "hum": rng.uniform(0.3, 1, size=n + m).round(2)}
    )
    skewed = rng.exponential(size=n) - 1
    riders = np.exp(5 + 0.05 * both["temp"][:n] - both["hum"][:n] + skewed).round().astype(int) + 1
    return {"train": both[:n].assign(riders=riders), "new": both[n:].reset_index(drop=True)}


@mean_riders.alternative
def _(train, new):
    # Every new day meets every residual.
    design, wanted = (np.column_stack([np.ones(len(t)), t["temp"], t["temp"] ** 2, t["hum"]]) for t in (train, new))
    y = np.log(train["riders"].to_numpy(dtype=float))
    beta = np.linalg.lstsq(design, y, rcond=None)[0]
    return np.exp((wanted @ beta)[:, None] + (y - design @ beta)[None, :]).mean(axis=1)


mean_riders.misconception(
    "Your prediction is still the exponential of the mean logarithm, which lies below the mean. What does the exponential make of residuals that cancel?",
    "np.exp(logarithm.predict(new)) * smearing → np.exp(logarithm.predict(new))",
)
mean_riders.misconception(
    "You multiplied by exp(s²/2). That is right for normal residuals; use the residuals as they are.",
    "np.exp(logarithm.resid).mean() → np.exp(logarithm.mse_resid / 2)",
)
mean_riders.misconception(
    "You divided by the factor. The exponential of a mean lies below the mean of exponentials, so the prediction must grow.",
    "np.exp(logarithm.predict(new)) * smearing → np.exp(logarithm.predict(new)) / smearing",
)
mean_riders.misconception(
    "You took the median of the exponentials. The total needs their mean.",
    "np.exp(logarithm.resid).mean() → np.exp(logarithm.resid).median()",
)


@mean_riders.misconception(
    "You gave up the logarithm and fitted the riders themselves. The model is to stay one of log riders."
)
def _(train, new):
    return smf.ols("riders ~ temp + I(temp ** 2) + hum", train).fit().predict(new).to_numpy()


@mean_riders.misconception(
    "You scaled the predictions so that the total over `train` fits. That weights days by their riders; average over the residuals instead."
)
def _(train, new):
    fit = smf.ols("np.log(riders) ~ temp + I(temp ** 2) + hum", train).fit()
    return (np.exp(fit.predict(new)) * train["riders"].sum() / np.exp(fit.fittedvalues).sum()).to_numpy()


@mean_riders.misconception(
    "You added the same number of riders to every day. A residual of the logarithm multiplies: a busy day is short by more riders than a quiet one."
)
def _(train, new):
    fit = smf.ols("np.log(riders) ~ temp + I(temp ** 2) + hum", train).fit()
    return np.exp(fit.predict(new)).to_numpy() + (train["riders"] - np.exp(fit.fittedvalues)).mean()


mean_riders.hints(
    "The residuals of the logarithm have mean zero. What is the mean of their exponentials?",
    "riders = exp(fitted) · exp(residual). The second factor has a mean of its own, above 1.",
    "Multiply the predictions by `np.exp(logarithm.resid).mean()`.",
)
mean_riders.explain(
    "The exponential is convex: up by a residual gains more than down by the same loses. So exp of the mean logarithm is a typical day rather than the "
    "mean one, and totals come out short. Duan's factor repairs it without a normal distribution."
)

# -- rate_ratio --------------------------------------------------------------------------------------------------------


@reference(rtol=1e-5, time_limit=30)
def rate_ratio(table, formula, term):
    model = smf.glm(formula, table, family=sm.families.Poisson(), offset=np.log(table["hours"]))
    fit = model.fit(scale="X2")
    estimate, reach = fit.params[term], 1.96 * fit.bse[term]
    return float(np.exp(estimate)), float(np.exp(estimate - reach)), float(np.exp(estimate + reach)), float(fit.scale)


rate_ratio.example(
    table=pd.DataFrame({"y": [2, 9, 4, 30], "x": [0.0, 1.0, 2.0, 3.0], "hours": [1, 4, 1, 4]}),
    formula="y ~ x",
    term="x",
)


@rate_ratio.cases(n=4)
def _(rng, i):
    n = rng.integers(9, 25)
    table = pd.DataFrame({"x": rng.normal(size=n), "z": rng.normal(size=n), "hours": rng.integers(2, 25, size=n)})
    wild = rng.gamma(4.0, 0.25, size=n) if i % 3 else np.ones(n)
    table["y"] = rng.poisson(table["hours"] * np.exp(0.4 + 0.5 * table["x"]) * wild)
    return {"table": table, "formula": "y ~ x + z" if i % 2 else "y ~ x", "term": "z" if i % 4 == 1 else "x"}


@rate_ratio.alternative
def _(table, formula, term):
    fit = smf.glm(formula, table, family=sm.families.Poisson(), exposure=table["hours"]).fit()
    phi = fit.pearson_chi2 / fit.df_resid
    b, se = fit.params[term], fit.bse[term] * np.sqrt(phi)
    return float(np.exp(b)), float(np.exp(b - 1.96 * se)), float(np.exp(b + 1.96 * se)), float(phi)


@rate_ratio.alternative
def _(table, formula, term):
    # Newton's method on the Poisson likelihood.
    plain = smf.ols(formula, table)
    X, y, hours = plain.exog, plain.endog, table["hours"].to_numpy()
    beta = np.linalg.lstsq(X, np.log((y + 0.5) / hours), rcond=None)[0]
    for _ in range(40):
        mean = hours * np.exp(X @ beta)
        beta = beta + np.linalg.solve(X.T @ (X * mean[:, None]), X.T @ (y - mean))
    mean = hours * np.exp(X @ beta)
    phi = np.sum((y - mean) ** 2 / mean) / (len(y) - X.shape[1])
    j = plain.exog_names.index(term)
    se = np.sqrt(phi * np.linalg.inv(X.T @ (X * mean[:, None]))[j, j])
    return tuple(float(v) for v in (*np.exp([beta[j], beta[j] - 1.96 * se, beta[j] + 1.96 * se]), phi))


rate_ratio.misconception(
    "The offset is hours as they are. It stands beside log E[y], so it must be their logarithm.",
    'np.log(table["hours"]) → table["hours"] * 1.0',
)
rate_ratio.misconception(
    "The exposure is missing: long days count as busy ones.",
    'smf.glm(formula, table, family=sm.families.Poisson(), offset=np.log(table["hours"])) → '
    "smf.glm(formula, table, family=sm.families.Poisson())",
)
rate_ratio.misconception(
    "Your interval has Poisson's own errors. With more spread than Poisson allows they are too small: multiply by the root of the dispersion.",
    "1.96 * fit.bse[term] → 1.96 * fit.bse[term] / np.sqrt(fit.scale)",
)
rate_ratio.misconception(
    "You multiplied the errors by the dispersion itself. It is a ratio of variances; errors take its root.",
    "1.96 * fit.bse[term] → 1.96 * fit.bse[term] * np.sqrt(fit.scale)",
)
rate_ratio.misconception(
    "Those are coefficients on the scale of the logarithm. Take the exponential of the estimate and of both ends.",
    "np.exp(estimate) → estimate",
    "np.exp(estimate - reach) → (estimate - reach)",
    "np.exp(estimate + reach) → (estimate + reach)",
)
rate_ratio.misconception(
    "You put ± around the ratio. On that scale the interval is not symmetric: add and subtract before the exponential.",
    "np.exp(estimate - reach) → np.exp(estimate) - reach",
    "np.exp(estimate + reach) → np.exp(estimate) + reach",
)
rate_ratio.misconception(
    "Your dispersion divides by the number of rows. Fitted coefficients use up degrees of freedom: `df_resid`.",
    "float(fit.scale) → float(fit.scale * fit.df_resid / len(table))",
)


rate_ratio.misconception(
    "Your dispersion comes from the deviance. Pearson's chi-squared over its degrees of freedom was asked for.",
    "float(fit.scale) → float(fit.deviance / fit.df_resid)",
    "1.96 * fit.bse[term] → 1.96 * fit.bse[term] * np.sqrt(fit.deviance / fit.df_resid / fit.scale)",
)
rate_ratio.misconception(
    "You let the errors grow and never shrink. The docstring multiplies them by the root of the dispersion also below 1.",
    "1.96 * fit.bse[term] → 1.96 * fit.bse[term] * max(1, fit.scale**-0.5)",
)


@rate_ratio.misconception(
    "The logarithm of hours has a coefficient of its own in your model. Exposure enters with coefficient one: as an offset."
)
def _(table, formula, term):
    fit = smf.glm(formula + " + np.log(hours)", table, family=sm.families.Poisson()).fit(scale="X2")
    b, reach = fit.params[term], 1.96 * fit.bse[term]
    return float(np.exp(b)), float(np.exp(b - reach)), float(np.exp(b + reach)), float(fit.scale)


@rate_ratio.misconception(
    "You divided the counts by the hours and gave each day the same weight. An hour's rate from a long day is better known: keep the "
    "counts and use an offset."
)
def _(table, formula, term):
    outcome, _, features = formula.partition("~")
    rates = table.assign(rate=table[outcome.strip()] / table["hours"])
    fit = smf.glm("rate ~" + features, rates, family=sm.families.Poisson()).fit(scale="X2")
    b, reach = fit.params[term], 1.96 * fit.bse[term]
    return float(np.exp(b)), float(np.exp(b - reach)), float(np.exp(b + reach)), float(fit.scale)


rate_ratio.hints(
    "`smf.glm` takes a family and an offset. On which scale does the offset stand?",
    '`smf.glm(formula, table, family=sm.families.Poisson(), offset=…)`; `fit(scale="X2")` multiplies the errors by the root of the dispersion.',
    'With `offset=np.log(table["hours"])` and `fit(scale="X2")`: the exponentials of `params[term]` and of it ± `1.96 * bse[term]`; the dispersion is '
    "`fit.scale`.",
)
rate_ratio.explain(
    "A Poisson model is linear in the logarithm, so a unit of the feature multiplies the rate. The dispersion changes no coefficient, only how "
    "sure we are of it."
)

# -- association -------------------------------------------------------------------------------------------------------


@reference
def association(counts):
    result = stats.chi2_contingency(counts, correction=False)
    v = np.sqrt(result.statistic / (counts.sum() * (min(counts.shape) - 1)))
    return float(result.statistic), float(result.pvalue), float(v)


association.example(counts=np.array([[8, 2], [3, 7]]))
association.example(counts=np.array([[5, 1, 4], [2, 6, 3]]))


@association.cases(n=10)
def _(rng, i):
    shape = [(2, 2), (2, 4), (3, 3), (4, 2), (3, 5)][i % 5]
    return {"counts": rng.poisson(rng.uniform(2, 30, size=shape)) + 1}


@association.cases(n=2)
def _(rng):
    row = rng.integers(1, 9, size=3)
    return {"counts": np.outer([1, 2], row)}  # exactly independent


@association.alternative
def _(counts):
    n = counts.sum()
    expected = counts.sum(axis=1)[:, None] * counts.sum(axis=0) / n
    statistic = ((counts - expected) ** 2 / expected).sum()
    r, c = counts.shape
    p = stats.chi2.sf(statistic, (r - 1) * (c - 1))
    return float(statistic), float(p), float((statistic / n / (min(r, c) - 1)) ** 0.5)


association.misconception(
    "Your 2 × 2 tables are corrected for continuity, as `chi2_contingency` does by default.",
    "stats.chi2_contingency(counts, correction=False) → stats.chi2_contingency(counts)",
)
association.misconception(
    "V has no root: those are squares.",
    "np.sqrt(result.statistic / (counts.sum() * (min(counts.shape) - 1))) → "
    "result.statistic / (counts.sum() * (min(counts.shape) - 1))",
)
association.misconception(
    "That is φ, the root of chi-squared over n. In tables with more than two rows and columns it can exceed 1: divide by min(r, c) − 1.",
    "min(counts.shape) - 1 → 1",
)
association.misconception(
    "You divided by min(r, c) without taking 1 off.",
    "min(counts.shape) - 1 → min(counts.shape)",
)
association.misconception(
    "You divided by the larger side of the table. V reaches 1 only with the smaller one.",
    "min(counts.shape) → max(counts.shape)",
)


@association.misconception(
    "You tested whether all cells are equally full. Independence allows rows and columns of different totals."
)
def _(counts):
    statistic, p = stats.chisquare(counts.ravel())
    return float(statistic), float(p), float(np.sqrt(statistic / (counts.sum() * (min(counts.shape) - 1))))


@association.misconception(
    "You gave the differences a denominator of what was seen. Chi-squared divides by what was expected."
)
def _(counts):
    expected = stats.contingency.expected_freq(counts)
    statistic = float(((counts - expected) ** 2 / counts).sum())
    freedom = (counts.shape[0] - 1) * (counts.shape[1] - 1)
    return (
        statistic,
        float(stats.chi2.sf(statistic, freedom)),
        float(np.sqrt(statistic / (counts.sum() * (min(counts.shape) - 1)))),
    )


association.misconception(
    "For n you took the number of cells. It is the number of rows that were counted, the sum of the table.",
    "counts.sum() → counts.size",
)


@association.misconception(
    "Your degrees of freedom are the number of cells less one. Totals of rows and columns were estimated too: (r − 1)(c − 1)."
)
def _(counts):
    statistic, p = stats.chisquare(counts.ravel(), stats.contingency.expected_freq(counts).ravel())
    return float(statistic), float(p), float(np.sqrt(statistic / (counts.sum() * (min(counts.shape) - 1))))


association.hints(
    "`scipy.stats` has a test for contingency tables. What does it do to 2 × 2 tables by default?",
    "`stats.chi2_contingency(counts, correction=False)` gives statistic and p-value; V follows from the formula.",
    "`V = np.sqrt(statistic / (counts.sum() * (min(counts.shape) - 1)))`; return three floats.",
)
association.explain(
    "Chi-squared grows with the number of rows for one and the same pattern. Divided by the most that it could be in a table of this size, "
    "n(min(r, c) − 1), it no longer does."
)

# -- groups_that_differ ------------------------------------------------------------------------------------------------


@reference(rtol=1e-6, time_limit=30)
def groups_that_differ(values, labels, alpha):
    groups = [values[labels == name] for name in np.unique(labels)]
    between = sum(len(group) * (group.mean() - values.mean()) ** 2 for group in groups)
    eta_squared = between / np.sum((values - values.mean()) ** 2)
    tukey = pairwise_tukeyhsd(values, labels, alpha)
    names = [str(name) for name in tukey.groupsunique]
    pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
    return float(eta_squared), float(stats.f_oneway(*groups).pvalue), [pairs[k] for k in np.flatnonzero(tukey.reject)]


groups_that_differ.example(
    values=np.array([1.0, 2.0, 6.0, 4.0, 9.0, 8.0, 7.0]),
    labels=np.array(["b", "b", "a", "a", "c", "c", "c"]),
    alpha=0.2,
)


@groups_that_differ.cases(n=5)
def _(rng, i):
    alpha = [0.05, 0.2, 0.01, 0.1][i % 4]
    k = 3 if i else 2
    sizes = rng.integers(4, 9, size=k)
    labels = np.repeat(rng.permutation(list("pqrs"))[:k], sizes)
    ends = np.cumsum(sizes)
    while True:
        values = rng.normal(size=len(labels)) + np.repeat(rng.normal(size=k), sizes) + 5
        # In every other case some pair is significant alone and hardly among all pairs.
        alone = min(
            stats.ttest_ind(values[ends[a] - sizes[a] : ends[a]], values[ends[b] - sizes[b] : ends[b]]).pvalue
            for a in range(k)
            for b in range(a)
        )
        if i == 4:
            # Tukey's method finds a pair, and the analysis of variance finds nothing.
            p = stats.f_oneway(*np.split(values, ends[:-1])).pvalue
            if alpha < p < 1.3 * alpha and pairwise_tukeyhsd(values, labels, alpha).reject.any():
                break
        elif not i % 2 or 0.55 * alpha < alone < 0.9 * alpha:
            break
    order = rng.permutation(len(labels))
    return {"values": values[order], "labels": labels[order], "alpha": alpha}


@groups_that_differ.alternative
def _(values, labels, alpha):
    table = pd.DataFrame({"v": values, "g": labels})
    fit = smf.ols("v ~ C(g)", table).fit()
    rows = pairwise_tukeyhsd(table["v"], table["g"], alpha=alpha).summary().data[1:]
    pairs = sorted(tuple(sorted((str(row[0]), str(row[1])))) for row in rows if row[-1])
    return float(fit.rsquared), float(fit.f_pvalue), pairs


@groups_that_differ.alternative
def _(values, labels, alpha):
    # Tukey's criterion by the studentised range.
    names, number = np.unique(labels, return_inverse=True)
    count = np.bincount(number)
    mean = np.bincount(number, values) / count
    within, total = np.sum((values - mean[number]) ** 2), np.sum((values - values.mean()) ** 2)
    k, rest = len(names), len(values) - len(names)
    f = (total - within) / (k - 1) / (within / rest)
    pairs = []
    for i in range(k):
        for j in range(i + 1, k):
            q = abs(mean[i] - mean[j]) / np.sqrt(within / rest / 2 * (1 / count[i] + 1 / count[j]))
            if stats.studentized_range.sf(q, k, rest) < alpha:
                pairs.append((str(names[i]), str(names[j])))
    return float(1 - within / total), float(stats.f.sf(f, k - 1, rest)), pairs


groups_that_differ.misconception(
    "Your groups have been given equal weight in η². A group of many rows counts by each of them.",
    "len(group) * (group.mean() - values.mean()) ** 2 → "
    "len(values) / len(groups) * (group.mean() - values.mean()) ** 2",
)
groups_that_differ.misconception(
    "You divided the spread between groups by that within. η² is its share of the whole.",
    "between / np.sum((values - values.mean()) ** 2) → between / (np.sum((values - values.mean()) ** 2) - between)",
)
groups_that_differ.misconception(
    "Tukey's method ran with its default of 0.05. Pass `alpha`.",
    "pairwise_tukeyhsd(values, labels, alpha) → pairwise_tukeyhsd(values, labels)",
)
groups_that_differ.misconception(
    "Those are the pairs that do not differ.",
    "np.flatnonzero(tukey.reject) → np.flatnonzero(~tukey.reject)",
)


@groups_that_differ.misconception(
    "You ran a t-test for each pair at the full level. With many pairs one of them is soon significant by chance; Tukey's method bounds "
    "that for all together."
)
def _(values, labels, alpha):
    eta, p, _ = groups_that_differ(values, labels, alpha)
    names = [str(name) for name in np.unique(labels)]
    pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
    return (
        eta,
        p,
        [(a, b) for a, b in pairs if stats.ttest_ind(values[labels == a], values[labels == b]).pvalue < alpha],
    )


@groups_that_differ.misconception(
    "Your groups have been given equal weight in η². A group of many rows counts by each of them."
)
def _(values, labels, alpha):
    _, p, pairs = groups_that_differ(values, labels, alpha)
    groups = [values[labels == name] for name in np.unique(labels)]
    means = np.array([group.mean() for group in groups])
    between = len(values) / len(groups) * np.sum((means - means.mean()) ** 2)
    within = sum(np.sum((group - group.mean()) ** 2) for group in groups)
    return float(between / (between + within)), p, pairs


@groups_that_differ.misconception(
    "You looked for pairs only where the analysis of variance is significant. The pairs have a level of their own, whatever its p-value."
)
def _(values, labels, alpha):
    eta, p, pairs = groups_that_differ(values, labels, alpha)
    return eta, p, pairs if p < alpha else []


groups_that_differ.hints(
    "`stats.f_oneway` takes one array for each group; `pairwise_tukeyhsd` takes values and labels as they are.",
    "η² is the sum over groups of size times squared distance of means, over the total sum of squares. `reject` tells which pairs differ, in the order of "
    "`groupsunique`.",
    "Write all pairs of `tukey.groupsunique` in order, keep those where `tukey.reject` is true, and make the names plain `str`.",
)
groups_that_differ.explain(
    "Analysis of variance is a regression on dummy variables: η² is its R², and the F test asks whether all of them are zero. Tukey's method compares the "
    "largest difference that chance would give among all pairs."
)

# -- simulated_power ---------------------------------------------------------------------------------------------------


@reference
def simulated_power(noise_a, noise_b, gap, spread_a, spread_b, alpha):
    a, b = spread_a * noise_a, gap + spread_b * noise_b
    p = stats.ttest_ind(a, b, axis=1, equal_var=False).pvalue
    return float(np.mean(p < alpha))


simulated_power.example(
    noise_a=np.array([[1.0, -1.0], [-1.5, -0.5]]),
    noise_b=np.array([[-0.5, 1.0, 0.0, -1.5], [-0.5, 0.5, 1.0, 1.0]]),
    gap=2.0,
    spread_a=2.0,
    spread_b=0.5,
    alpha=0.25,
)


@simulated_power.cases(n=6)
def _(rng, i):
    m, n_a, n_b = 200, rng.integers(3, 8), rng.integers(8, 20)
    if i == 0:
        m = 1
    spread_a, spread_b = rng.uniform(1.5, 4), rng.uniform(0.5, 1)
    return {
        "noise_a": rng.normal(size=(m, n_a)),
        "noise_b": rng.normal(size=(m, n_b)),
        "gap": 0.0 if i == 1 else float(rng.choice([-1, 1]) * rng.uniform(1, 3)),
        "spread_a": spread_a,
        "spread_b": spread_b,
        "alpha": [0.05, 0.2, 0.01][i % 3],
    }


@simulated_power.alternative
def _(noise_a, noise_b, gap, spread_a, spread_b, alpha):
    # Welch's statistic and degrees of freedom by hand.
    v = [s**2 * z.var(axis=1, ddof=1) / z.shape[1] for z, s in ((noise_a, spread_a), (noise_b, spread_b))]
    t = (gap + spread_b * noise_b.mean(axis=1) - spread_a * noise_a.mean(axis=1)) / np.sqrt(v[0] + v[1])
    df = (v[0] + v[1]) ** 2 / (v[0] ** 2 / (noise_a.shape[1] - 1) + v[1] ** 2 / (noise_b.shape[1] - 1))
    return float((2 * stats.t.sf(np.abs(t), df) < alpha).mean())


@simulated_power.alternative
def _(noise_a, noise_b, gap, spread_a, spread_b, alpha):
    found = 0
    for a, b in zip(noise_a, noise_b, strict=True):
        found += stats.ttest_ind(a * spread_a, b * spread_b + gap, equal_var=False).pvalue < alpha
    return float(found / len(noise_a))


simulated_power.misconception(
    "You pooled the spreads, as Student's test does by default. Where the smaller group spreads wider, it finds what is not there.",
    "stats.ttest_ind(a, b, axis=1, equal_var=False) → stats.ttest_ind(a, b, axis=1)",
)
simulated_power.misconception(
    "Your test is one-sided. A gap in either direction counts.",
    "stats.ttest_ind(a, b, axis=1, equal_var=False) → "
    'stats.ttest_ind(a, b, axis=1, equal_var=False, alternative="less")',
)
simulated_power.misconception(
    "That is the share that missed the gap. Power is the share that finds it.",
    "p < alpha → p >= alpha",
)
simulated_power.misconception(
    "The gap does not enter: that is the rate of false alarms.",
    "gap + spread_b * noise_b → spread_b * noise_b",
)
simulated_power.misconception(
    "You multiplied the gap by the spread too. Group b has mean `gap`; only the noise is scaled.",
    "gap + spread_b * noise_b → spread_b * (gap + noise_b)",
)
simulated_power.misconception(
    "You returned the number of experiments that find the gap. Power is their share.",
    "np.mean(p < alpha) → np.sum(p < alpha)",
)
simulated_power.misconception(
    "The level is 0.05 whatever was asked. Use `alpha`.",
    "p < alpha → p < 0.05",
)
simulated_power.misconception(
    "The tests run down the columns. A row is an experiment: axis 1.",
    "stats.ttest_ind(a, b, axis=1, equal_var=False) → stats.ttest_ind(a[:, : b.shape[1]], b[:, : a.shape[1]], equal_var=False)",
)

simulated_power.misconception(
    "You took the spreads for variances. They are standard deviations: multiply the noise by them as they are.",
    "spread_a * noise_a → np.sqrt(spread_a) * noise_a",
    "spread_b * noise_b → np.sqrt(spread_b) * noise_b",
)


@simulated_power.misconception(
    "You compared with the normal distribution. In small groups the spread is uncertain too, and Welch's t has wider tails: too much is found."
)
def _(noise_a, noise_b, gap, spread_a, spread_b, alpha):
    a, b = spread_a * noise_a, gap + spread_b * noise_b
    error = np.sqrt(a.var(axis=1, ddof=1) / a.shape[1] + b.var(axis=1, ddof=1) / b.shape[1])
    return float(np.mean(2 * stats.norm.sf(np.abs(b.mean(axis=1) - a.mean(axis=1)) / error) < alpha))


simulated_power.hints(
    "Each row is one experiment. Make its two groups from the noise, test, and count.",
    "`stats.ttest_ind` works along an axis, and does Welch's test with one argument.",
    "`stats.ttest_ind(spread_a * noise_a, gap + spread_b * noise_b, axis=1, equal_var=False).pvalue < alpha`, and the mean of that.",
)
simulated_power.explain(
    "Power by simulation needs no formula: draw data as they would be if the effect were there, run the very analysis that is planned, and count. It works for any analysis."
)

simulated_power.equivalent("p < alpha → p <= alpha", because="equality with the level has probability zero")

# -- fit_riders --------------------------------------------------------------------------------------------------------

# Over forty draws of weeks: weather with a bend in temperature or with the season 0.58 to 0.91, its median 0.7 to 0.8; straight
# lines in temperature, humidity and wind 0.86 to 1.00, and 0.99 on the visible weeks; the same with rain 0.97 there.
SHARE = 0.92
_NOT_ENOUGH = "On the held-out weeks your mean absolute error is more than 0.92 times that of `riders ~ temp`."
_LOGARITHMS = "Your predictions are of the size of logarithms of riders, below 15 all of them. Riders were asked for."
_AN_HOUR = "Your predictions are near a 24th of the riders of a day, as if they were riders an hour."
_OLD_ONLY = (
    "`predict` works on the rows that were fitted and fails on new ones: something in your formula exists only there."
)
_NO_TABLE = "`predict` does not take a table of days. A model fitted by a formula carries its columns to new rows; arrays do not."


@reference(role="open", time_limit=30)
def fit_riders(train):
    formula = "riders ~ temp + I(temp ** 2) + hum + I(hum ** 2) + wind + wet + hours + day + I(day ** 2) + I(day ** 3)"
    return smf.ols(formula, train).fit()


def _split(weeks):
    """The days of the lesson, parted by week: those for fitting, and those held out, with their riders."""
    hourly = load_dataset("bike_sharing")
    hourly["wet"] = hourly["weathersit"].str.contains("rain")
    table = hourly.groupby("day", as_index=False).agg(
        riders=("bikers", "sum"),
        hours=("bikers", "size"),
        wet=("wet", "max"),
        temp=("temp", "mean"),
        feel=("atemp", "mean"),
        hum=("hum", "mean"),
        wind=("windspeed", "mean"),
        season=("season", "first"),
        weekday=("weekday", "first"),
        working=("workingday", "first"),
    )
    table["temp"], table["feel"] = -8 + 47 * table["temp"], -16 + 66 * table["feel"]
    table["season"] = table["season"].map({1: "winter", 2: "spring", 3: "summer", 4: "autumn"})
    table = table[table["day"] != 69]  # humidity 0
    held = ((table["day"] - 1) // 7).isin(weeks)
    return table[~held], table[held]


@fit_riders.probe
def _(candidate, weeks):
    train, rest = _split(weeks)
    columns, fitted = list(train.columns), train.drop(columns="riders")
    model = candidate(train)

    def predictions(table):
        try:
            return np.asarray(model.predict(table), dtype=float)
        except Exception:
            return np.zeros(0)

    return {
        "predicted": np.nan_to_num(predictions(rest.drop(columns="riders")), nan=-1e9),
        "again": len(predictions(fitted)),
        "added": len(set(train.columns) ^ set(columns)),
    }


@fit_riders.verify
def _(got, expected, inputs):
    train, rest = _split(inputs["weeks"])
    if got["added"]:
        return "Your function changed the columns of `train`."
    if not np.size(got["predicted"]):
        return _OLD_ONLY if got["again"] == len(train) else _NO_TABLE
    if np.shape(got["predicted"]) != (len(rest),):
        return "There is not one prediction for each row of the new table."
    if np.max(got["predicted"]) < 15 and np.min(got["predicted"]) > 0:
        return _LOGARITHMS
    if 20 < np.median(rest["riders"] / np.where(got["predicted"] > 0, got["predicted"], np.inf)) < 30:
        return _AN_HOUR
    slope, start = np.polyfit(train["temp"], train["riders"], 1)
    line = np.abs(rest["riders"] - start - slope * rest["temp"]).mean()
    if not np.abs(rest["riders"].to_numpy() - got["predicted"]).mean() <= SHARE * line:
        return _NOT_ENOUGH
    return None


fit_riders.example(weeks=np.arange(1, 53, 4))


@fit_riders.cases(n=3)
def _(rng):
    return {"weeks": np.array([4 * j + rng.integers(4) for j in range(13)])}


@fit_riders.alternative
def _(train):
    formula = (
        "riders ~ C(season) * temp + hum + I(hum ** 2) + wind + wet + hours + np.sin(day / 29) + day + I(day ** 2)"
    )
    return smf.ols(formula, train).fit()


@fit_riders.alternative
def _(train):
    formula = "riders ~ temp + I(temp ** 2) + hum + I(hum ** 2) + wind + wet + day + I(day ** 2) + I(day ** 3) + np.log(hours)"
    return smf.glm(formula, train, family=sm.families.Poisson()).fit()


fit_riders.misconception(
    _NOT_ENOUGH,
    '"riders ~ temp + I(temp ** 2) + hum + I(hum ** 2) + wind + wet + hours + day + I(day ** 2) + I(day ** 3)" → "riders ~ temp"',
)


@fit_riders.misconception(_LOGARITHMS)
def _(train):
    return smf.ols("np.log(riders) ~ temp + hum + wind + C(season)", train).fit()


@fit_riders.misconception(_AN_HOUR)
def _(train):
    formula, hours = "riders ~ temp + I(temp ** 2) + hum + wind + wet + C(season)", train["hours"].to_numpy()
    return smf.glm(formula, train, family=sm.families.Poisson(), exposure=hours).fit()


@fit_riders.misconception(_OLD_ONLY)
def _(train):
    return smf.ols("riders ~ temp + hum + C(day)", train).fit()


@fit_riders.misconception(_NO_TABLE)
def _(train):
    X = sm.add_constant(train[["temp", "hum", "wind", "hours", "day"]].to_numpy(dtype=float))
    return sm.OLS(train["riders"].to_numpy(dtype=float), X).fit()


@fit_riders.misconception(_NOT_ENOUGH)
def _(train):
    return smf.ols("riders ~ temp + feel + C(weekday) + working", train).fit()


@fit_riders.misconception("Your function changed the columns of `train`.")
def _(train):
    train["square"] = train["temp"] ** 2
    return smf.ols("riders ~ temp + I(temp ** 2) + hum + wind + wet + C(season)", train).fit()


fit_riders.hints(
    "Plot the residuals of `riders ~ temp + hum + wind` by temperature and by day. Both bend.",
    "Terms like `I(temp ** 2)` and `I(day ** 3)` belong in the formula, so that `predict` makes them for new rows too. Rain and hours help.",
    'A formula that passes: "riders ~ temp + I(temp ** 2) + hum + wind + wet + hours + day + I(day ** 2) + I(day ** 3)".',
)
fit_riders.explain(
    "Whole weeks are held out because neighbouring days resemble each other: a day held out between two that were fitted is half known. The year's course "
    "matters as much as the weather; a formula carries its transformations to the new rows."
)

# -- quizzes -----------------------------------------------------------------------------------------------------------

season_held = choice(
    "Q",
    why={
        "P": "Here the warmth was taken off twice. How far below autumn's days do those of summer lie in the figure at 20 °C?",
        "R": "A coefficient compares its season with the level that has no dummy. Of days at one temperature, which lie higher in the figure, autumn's or the others'?",
        "S": "This is how the seasons differ with nothing held equal. Where does autumn stand in the figure among days of one temperature?",
    },
    because="The warmth brings the summer's riders: with nothing held equal its days have 800 more than autumn's. Where both seasons have days of one temperature, autumn's lie higher, by about 550.",
)
which_day = choice(
    "Saturday 19 February",
    why={
        "Thursday 10 March": "It is second: its humidity is far out, and its wind is an ordinary one.",
        "Saturday 23 July": "The warmest day lies at one end, but not far from the other days of its season.",
        "Friday 23 September": "The dampest day. There are many damp days, and its wind is an ordinary one.",
    },
    because="The strongest wind of the year blew in nearly its driest air: two features lie far out at once.",
)
too_narrow = choice(
    "S",
    why={
        "P": "One lag adds much here: neighbouring rows are nearly the same. How strong is the memory of the residuals from one day to the next?",
        "Q": "Lags add next to nothing: in this order neighbours have nothing in common. Is that so in time, by the autocorrelations above?",
        "R": "Most of the widening is there without any lag, and neighbours share little: rows that follow each other are a week apart. What is the autocorrelation after one day?",
    },
    because="Neighbouring days share what the model does not know. With seven lags the interval is about twice as wide as the textbook's, so 364 days are worth about a quarter of that many independent ones. Shuffled rows hide the memory and do not mend it.",
)
star_right = choice(
    "12",
    why={
        "9": "There the distance is still near 0.2. Go on.",
        "15": "There it is 3.2 already. Come back.",
        "18": "There it is 6.2 already. Come back.",
    },
    because="At 11.5 it is 0.96, at 12 it is 1.19: a leverage of 0.15 is enough, as the residual grows with the way too.",
)
dispersion = choice(
    "R",
    why={
        "P": "This spread is the widest, but so is Poisson's own for such a mean. What does Poisson say that the variance should be?",
        "Q": "The spread exceeds the mean, but dispersion compares another power of it with the mean: 21² is how many times 19?",
        "S": "Here the dispersion is about 596² / 2734 = 130. Work it out for the other rows too.",
    },
    because="Dispersion is about the squared residual over the mean. For casual riders that is 432² / 679 = 275, twice that of all riders, 660² / 3413 = 128, though they are a fifth as many; for the riders between two and three at night, Q, it is about 20.",
)
odds = choice(
    "P",
    why={
        "Q": "Each step adds the same to the probability. What does the odds ratio do, and to what?",
        "R": "Each step multiplies the probability by the same factor, and after one more it would exceed 1. What does the odds ratio multiply?",
        "S": "Divide p by 1 − p along this row: the odds grow by a smaller factor each time. By which should they grow?",
    },
    because="Odds of 0.053, multiplied by 2.75 at each step, are 0.145, 0.40 and 1.1. From a probability of 0.40 it is 0.65 after one step: odds of 0.4 / 0.6 times 2.75 are 1.83, and 1.83 / 2.83 is 0.65.",
)
weekday_share = choice(
    "Q",
    why={
        "P": "These means hardly differ beside such a spread. How large is the variance of the seven, and how large is 1381²?",
        "R": "The means differ by as much as in the row above, but the spread within is twice as wide. Square both: what share is left?",
        "S": "Small numbers, but beside a spread of 14 these means lie far apart: their variance is larger than 14². Is 29 % that much?",
    },
    because="The seven means of the casual riders have a variance of about 88,000, the days within about 222,000: 88 of 310. The riders between two and three at night, S, reach twice that share with means that differ by 44, and the subscribers, R, less than a third of it with means that differ by over 700: η² compares the spread between with that within.",
)
