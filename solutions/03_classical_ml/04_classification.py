"""Solutions of 03_classical_ml/04_classification: Classification."""

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, log_softmax
from sklearn.calibration import CalibratedClassifierCV
from sklearn.dummy import DummyClassifier
from sklearn.frozen import FrozenEstimator
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.naive_bayes import GaussianNB
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler
from sklearn.tree import DecisionTreeClassifier

from workbench.authoring import choice, reference

# -- sigmoid -----------------------------------------------------------------------------------------------------------


@reference(rtol=1e-9, atol=1e-300)
def sigmoid(z):
    shrunk = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, shrunk) / (1 + shrunk)


sigmoid.example(z=np.array([-2.0, 0.0, 1.0]))
sigmoid.example(z=np.array([-1000.0, -50.0]))
sigmoid.example(z=np.array([1000.0]))


@sigmoid.probe
def _(candidate, z):
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        return candidate(z)


@sigmoid.cases(n=5)
def _(rng, i):
    return {"z": rng.normal(0, [1, 5, 12, 100, 3][i], size=[(5,), (2, 3), (4,), (4,), (1,)][i])}


@sigmoid.cases(n=4)
def _(rng, i):
    return {"z": [np.array([-800.0, -1.0]), np.array([750.0, 2.0]), np.empty(0), np.array([-45.0, 45.0, -700.0])][i]}


@sigmoid.alternative
def _(z):
    return np.exp(-np.logaddexp(0, -z))


@sigmoid.alternative
def _(z):
    return expit(z)


@sigmoid.alternative
def _(z):
    result = np.empty_like(z)
    up = z >= 0
    result[up] = 1 / (1 + np.exp(-z[up]))
    small = np.exp(z[~up])
    result[~up] = small / (1 + small)
    return result


sigmoid.misconception(
    "You take exp(−z) for every z, and for very negative ones that overflows. Use the form with exp(z) there.",
    "np.where(z >= 0, 1.0, shrunk) / (1 + shrunk) → 1 / (1 + np.exp(-z))",
)
sigmoid.misconception(
    "You take exp(z) for every z, and for large ones that overflows. Use the form with exp(−z) there.",
    "np.where(z >= 0, 1.0, shrunk) / (1 + shrunk) → np.exp(z) / (1 + np.exp(z))",
)
sigmoid.misconception(
    "np.where computes both branches before it chooses, so an exponential overflows in the one that is thrown away. Give each "
    "form only the numbers that it is for, or take the exponential of −|z|.",
    "np.where(z >= 0, 1.0, shrunk) / (1 + shrunk) → np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))",
)
sigmoid.misconception(
    "Tiny probabilities lose their digits: one minus nearly one leaves only rounding. For negative z begin with exp(z), which is tiny by itself.",
    "np.where(z >= 0, 1.0, shrunk) / (1 + shrunk) → np.where(z >= 0, 1 / (1 + shrunk), 1 - 1 / (1 + shrunk))",
)
sigmoid.misconception(
    "Tiny probabilities lose their digits: one minus nearly one leaves only rounding. For negative z begin with exp(z), which is tiny by itself.",
    "np.where(z >= 0, 1.0, shrunk) / (1 + shrunk) → 0.5 * (1 + np.tanh(z / 2))",
)
sigmoid.misconception(
    "The sign of z is the wrong way round: a large logit means a probability near 1.",
    "z >= 0 → z <= 0",
)
sigmoid.misconception(
    "You cut z off at some bound, so that all beyond it get the same probability. Nothing needs cutting if the exponential is of −|z|.",
    "np.where(z >= 0, 1.0, shrunk) / (1 + shrunk) → 1 / (1 + np.exp(-np.clip(z, -30, 30)))",
)
sigmoid.misconception(
    "You cut z off at some bound, so that all beyond it get the same probability. Nothing needs cutting if the exponential is of −|z|.",
    "np.where(z >= 0, 1.0, shrunk) / (1 + shrunk) → 1 / (1 + np.exp(-np.clip(z, -500, 500)))",
)
sigmoid.misconception(
    "That is the hyperbolic tangent, which goes from −1 to 1. The sigmoid goes from 0 to 1.",
    "np.where(z >= 0, 1.0, shrunk) / (1 + shrunk) → np.tanh(z)",
)
sigmoid.misconception(
    "That is the hyperbolic tangent, which goes from −1 to 1. The sigmoid goes from 0 to 1.",
    "np.where(z >= 0, 1.0, shrunk) / (1 + shrunk) → np.tanh(z / 2)",
)
sigmoid.hints(
    "Which of the two forms overflows for z = 1000, and which for z = −1000?",
    "The exponential of −|z| never overflows. It stands above the line where z is negative, and 1 does where it is not.",
    "`s = np.exp(-np.abs(z))`, then `np.where(z >= 0, 1.0, s) / (1 + s)`.",
)
sigmoid.explain(
    "Both forms are the same function, and each is safe on one side. With exp(−|z|) the exponential is at most 1, and a tiny result "
    "is a tiny number divided by about 1, so it keeps all its digits."
)
sigmoid.equivalent("z >= 0 → z > 0", because="at zero the exponential is 1 as well")

# -- logistic_loss -----------------------------------------------------------------------------------------------------


@reference(rtol=1e-9, atol=1e-12)
def logistic_loss(z, y):
    return float(np.mean(np.logaddexp(0, np.where(y == 1, -z, z))))


logistic_loss.example(z=np.array([2.0, 0.0, -1.0]), y=np.array([1, 1, 1]))
logistic_loss.example(z=np.array([40.0, -1.0]), y=np.array([0, 0]))


@logistic_loss.probe
def _(candidate, z, y):
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        return candidate(z, y)


@logistic_loss.cases(n=4)
def _(rng, i):
    n = [1, 3, 6, 9][i]
    return {"z": rng.normal(0, [1, 3, 8, 20][i], size=n), "y": rng.integers(0, 2, size=n)}


@logistic_loss.cases(n=3)
def _(rng, i):
    return {
        "z": [np.array([1000.0, -1000.0]), np.array([-750.0, 3.0]), np.array([45.0, 50.0])][i],
        "y": [np.array([0, 0]), np.array([1, 0]), np.array([1, 1])][i],
    }


@logistic_loss.alternative
def _(z, y):
    table = log_softmax(np.column_stack([np.zeros_like(z), z]), axis=1)
    return -float(table[np.arange(len(z)), y].mean())


@logistic_loss.alternative
def _(z, y):
    wrong = (1 - 2 * y) * z
    return float((np.maximum(wrong, 0) + np.log1p(np.exp(-np.abs(wrong)))).mean())


logistic_loss.misconception(
    "You went through the probability, which rounds to 0 or 1, and its logarithm is infinite. Compute the loss from the logit.",
    "np.mean(np.logaddexp(0, np.where(y == 1, -z, z))) → -np.mean(np.log(np.where(y == 1, sigmoid(z), 1 - sigmoid(z))))",
)
logistic_loss.misconception(
    "You clip the probability, so that a confident mistake costs at most some 30 nats. From the logit, it costs what it costs.",
    "np.mean(np.logaddexp(0, np.where(y == 1, -z, z))) → -np.mean(np.log(np.clip(np.where(y == 1, sigmoid(z), 1 - sigmoid(z)), 1e-15, 1)))",
)
logistic_loss.misconception(
    "log(1 + exp(z)) overflows for large z. Its value is then z itself: np.logaddexp(0, z) knows that.",
    "np.logaddexp(0, np.where(y == 1, -z, z)) → np.log(1 + np.exp(np.where(y == 1, -z, z)))",
)
logistic_loss.misconception(
    "log(1 + exp(z)) overflows for large z. Its value is then z itself: np.logaddexp(0, z) knows that.",
    "np.logaddexp(0, np.where(y == 1, -z, z)) → np.log1p(np.exp(np.where(y == 1, -z, z)))",
)
logistic_loss.misconception(
    "That is a sum over the rows. The log loss is their mean, so that it does not grow with their number.",
    "np.mean(np.logaddexp(0, np.where(y == 1, -z, z))) → np.sum(np.logaddexp(0, np.where(y == 1, -z, z)))",
)
logistic_loss.misconception(
    "Ones and zeros are swapped: a large logit makes the loss of a one small, and that of a zero large.",
    "np.where(y == 1, -z, z) → np.where(y == 1, z, -z)",
)
logistic_loss.misconception(
    "You count the rows with y = 1 only. A zero with a high probability of 1 is a mistake as well.",
    "np.mean(np.logaddexp(0, np.where(y == 1, -z, z))) → np.mean(y * np.logaddexp(0, -z))",
)
logistic_loss.misconception(
    "The logarithm is to base 2, which gives bits. Asked for are nats, as scikit-learn gives them.",
    "np.mean(np.logaddexp(0, np.where(y == 1, -z, z))) → np.mean(np.logaddexp(0, np.where(y == 1, -z, z))) / np.log(2)",
)
_CLIPPED = "You clip the probability, so that a confident mistake costs at most some 30 nats. From the logit, it costs what it costs."
for _change in (
    "-np.mean(y * np.log(np.clip(sigmoid(z), 1e-15, 1 - 1e-15)) + (1 - y) * np.log(1 - np.clip(sigmoid(z), 1e-15, 1 - 1e-15)))",
    "-np.mean(y * np.log(np.clip(sigmoid(z), 1e-12, 1 - 1e-12)) + (1 - y) * np.log(1 - np.clip(sigmoid(z), 1e-12, 1 - 1e-12)))",
    "-np.mean(y * np.log(sigmoid(z) + 1e-15) + (1 - y) * np.log(1 - sigmoid(z) + 1e-15))",
):
    logistic_loss.misconception(_CLIPPED, f"np.mean(np.logaddexp(0, np.where(y == 1, -z, z))) → {_change}")
logistic_loss.misconception(
    "That is the formula for outcomes of −1 and 1. With 0 and 1 each zero costs log 2, whatever its logit.",
    "np.where(y == 1, -z, z) → -y * z",
)
logistic_loss.hints(
    "For y = 1 the loss is log(1 + exp(−z)). What is it for y = 0, and what is it for z = −1000?",
    "For y = 0 it is log(1 + exp(z)). NumPy has a function for log(exp(a) + exp(b)) that does not overflow.",
    "The mean of `np.logaddexp(0, np.where(y == 1, -z, z))`.",
)
logistic_loss.explain(
    "1 is exp(0), so the loss is a logarithm of a sum of two exponentials, for which one takes the larger out. No probability is ever formed, "
    "so none is rounded to 0 or 1."
)

# -- logistic_gradient -------------------------------------------------------------------------------------------------


@reference
def logistic_gradient(w, b, X, y, C):
    away = sigmoid(X @ w + b) - y
    return C * (away @ X) + w, float(C * np.sum(away))


logistic_gradient.example(
    w=np.array([1.0, -2.0]), b=1.0, X=np.array([[1.0, 1.0], [3.0, 1.0]]), y=np.array([1, 0]), C=2.0
)


@logistic_gradient.cases(n=6)
def _(rng, i):
    n, d = [(1, 1), (4, 2), (3, 5), (6, 3), (2, 2), (5, 1)][i]
    return {
        "w": rng.normal(size=d) if i else np.zeros(1),
        "b": float(rng.normal()),
        "X": rng.normal(size=(n, d)),
        "y": rng.integers(0, 2, size=n),
        "C": [1.0, 0.1, 3.0, 10.0, 0.5, 2.0][i],
    }


@logistic_gradient.alternative
def _(w, b, X, y, C):
    by_w, by_b = w.astype(float), 0.0
    for x, truth in zip(X, y, strict=True):
        too_high = C * (expit(x @ w + b) - truth)
        by_w, by_b = by_w + too_high * x, by_b + too_high
    return by_w, float(by_b)


logistic_gradient.misconception(
    "The sign is the wrong way round: the loss grows where the prediction is too high, so prediction minus truth.",
    "sigmoid(X @ w + b) - y → y - sigmoid(X @ w + b)",
)
logistic_gradient.misconception(
    "You left out the penalty. Half the squared length of w has the gradient w.",
    "C * (away @ X) + w → C * (away @ X)",
)
logistic_gradient.misconception(
    "You penalise the intercept too. It only says how frequent the ones are, and is left free.",
    "C * np.sum(away) → C * np.sum(away) + b",
)
logistic_gradient.misconception(
    "You took the mean over the rows. C multiplies the sum of the losses.",
    "C * (away @ X) → C * (away @ X) / len(y)",
    "C * np.sum(away) → C * np.mean(away)",
)
logistic_gradient.misconception(
    "C stands at the penalty in your gradient. In scikit-learn's objective it multiplies the losses.",
    "C * (away @ X) + w → away @ X + C * w",
    "C * np.sum(away) → np.sum(away)",
)
logistic_gradient.misconception(
    "The penalty is half the squared length, and its gradient is w, not 2w.",
    "C * (away @ X) + w → C * (away @ X) + 2 * w",
)
logistic_gradient.misconception(
    "You compared the sum with the truth, as in least squares. Here the prediction is the sigmoid of the sum.",
    "sigmoid(X @ w + b) - y → X @ w + b - y",
)
logistic_gradient.misconception(
    "You multiplied by the slope of the sigmoid, which belongs to a squared error. With the log loss it cancels.",
    "sigmoid(X @ w + b) - y → (sigmoid(X @ w + b) - y) * sigmoid(X @ w + b) * (1 - sigmoid(X @ w + b))",
)
logistic_gradient.misconception(
    "You left the intercept out of the sum. Without it all predictions are wrong by the same amount of evidence.",
    "X @ w + b → X @ w",
)
logistic_gradient.hints(
    "The loss of a row differentiated by its logit is prediction minus truth. How does a weight move the logit?",
    "Chain rule: multiply by the row of X and add up, times C. The penalty adds w; the intercept has a 1 for its column and no penalty.",
    "`away = sigmoid(X @ w + b) - y`, then `C * X.T @ away + w` and `C * away.sum()`.",
)
logistic_gradient.explain(
    "The derivative of log(1 + exp(z)) is the sigmoid of z, and that of −yz is −y. The rest is the chain rule through a weighted sum."
)

# -- softmax -----------------------------------------------------------------------------------------------------------


@reference
def softmax(Z):
    grown = np.exp(Z - Z.max(axis=1, keepdims=True))
    return grown / grown.sum(axis=1, keepdims=True)


softmax.example(Z=np.array([[0.0, 1.0], [3.0, 1.0]]))
softmax.example(Z=np.array([[1000.0, 999.0, 0.0]]))


@softmax.probe
def _(candidate, Z):
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        return candidate(Z)


@softmax.cases(n=4)
def _(rng, i):
    return {"Z": rng.normal(0, [1, 3, 1, 6][i], size=[(1, 3), (3, 2), (3, 3), (2, 5)][i])}


@softmax.cases(n=4)
def _(rng, i):
    return {
        "Z": [
            np.array([[-1000.0, -1001.0]]),
            np.array([[7.0], [-2.0]]),
            np.array([[800.0, 0.0], [-800.0, -790.0]]),
            np.array([[0.0, -800.0, 1.0]]),
        ][i]
    }


@softmax.alternative
def _(Z):
    return np.exp(Z - np.logaddexp.reduce(Z, axis=1, keepdims=True))


@softmax.alternative
def _(Z):
    rows = []
    for row in Z.tolist():
        top = max(row)
        grown = [np.exp(z - top) for z in row]
        rows.append([g / sum(grown) for g in grown])
    return np.array(rows)


softmax.misconception(
    "You take the exponentials as they come, and those of large numbers overflow. Subtract the largest number of the row first.",
    "Z - Z.max(axis=1, keepdims=True) → Z",
)
softmax.misconception(
    "You subtracted the largest number of the whole table. In a row far below it all exponentials are 0: each row has a largest of its own.",
    "Z.max(axis=1, keepdims=True) → Z.max()",
)
softmax.misconception(
    "You divide by the sum of the whole table. Each row has to sum to 1.",
    "grown.sum(axis=1, keepdims=True) → grown.sum()",
)
softmax.misconception(
    "You worked down the columns. Each row is one case, and its probabilities sum to 1.",
    "Z.max(axis=1, keepdims=True) → Z.max(axis=0, keepdims=True)",
    "grown.sum(axis=1, keepdims=True) → grown.sum(axis=0, keepdims=True)",
)
softmax.misconception(
    "You took the sigmoid of each number by itself. The probabilities of a row depend on each other, and sum to 1.",
    "grown / grown.sum(axis=1, keepdims=True) → sigmoid(Z)",
)
softmax.misconception(
    "You cut the numbers off at some bound, and those beyond become equal. Subtract the largest of the row instead, which changes nothing.",
    "Z - Z.max(axis=1, keepdims=True) → np.clip(Z, -500, 500)",
)
softmax.misconception(
    "You divided by the largest number of the row. Only subtracting one leaves the softmax as it is.",
    "np.exp(Z - Z.max(axis=1, keepdims=True)) → np.exp(Z / np.abs(Z).max(axis=1, keepdims=True))",
)
softmax.misconception(
    "You worked down the columns. Each row is one case, and its probabilities sum to 1.",
    "grown.sum(axis=1, keepdims=True) → grown.sum(axis=0)",
)
softmax.hints(
    "What happens to the probabilities of a row if 1000 is subtracted from all its numbers?",
    "Subtract the row's largest number, so that no exponent is above 0; then divide by the row's sum.",
    "`E = np.exp(Z - Z.max(axis=1, keepdims=True))`, then `E / E.sum(axis=1, keepdims=True)`.",
)
softmax.explain(
    "A number added to all sums multiplies all exponentials by the same factor, which cancels. With the largest at zero its "
    "exponential is 1, so the sum is at least 1, and what underflows was negligible."
)

# -- fit_softmax -------------------------------------------------------------------------------------------------------


@reference(rtol=2e-3, atol=1e-3)
def fit_softmax(X, y, C):
    n, d = X.shape
    k = y.max() + 1
    truth = np.eye(k)[y]

    def objective(flat):
        W, b = flat[: d * k].reshape(d, k), flat[d * k :]
        Z = X @ W + b
        away = softmax(Z) - truth
        losses = np.logaddexp.reduce(Z, axis=1) - Z[np.arange(n), y]
        by_W = C * (X.T @ away) + W
        return C * np.sum(losses) + np.sum(W**2) / 2, np.append(by_W, C * away.sum(axis=0))

    found = minimize(objective, np.zeros(d * k + k), jac=True).x
    return found[: d * k].reshape(d, k), found[d * k :]


@fit_softmax.probe
def _(candidate, X, y, C):
    W, b = candidate(X, y, C)
    b = np.asarray(b, dtype=float)
    return {"W": np.asarray(W, dtype=float), "b, less its mean": b - b.mean()}


fit_softmax.example(
    X=np.array([[0.0], [1.0], [1.5], [3.0], [4.0], [2.0], [-1.0], [0.5]]), y=np.array([0, 0, 1, 1, 1, 2, 2, 2]), C=0.5
)


@fit_softmax.cases(n=4)
def _(rng, i):
    d, k, n = [(2, 3, 14), (1, 4, 12), (3, 3, 15), (2, 3, 24)][i]
    share = np.arange(1, k + 1) / np.arange(1, k + 1).sum()
    y = rng.permutation(np.append(np.arange(k), rng.choice(k, size=n - k, p=share)))
    while True:  # classes that overlap, so that the fit without a penalty ends somewhere too
        X = rng.normal(size=(n, d)) + 0.5 * y[:, None]
        if np.abs(LogisticRegression(C=1e5, max_iter=2000).fit(X, y).coef_).max() < 6:
            return {"X": X, "y": y, "C": [1.0, 0.3, 0.1, 2.0][i]}


@fit_softmax.alternative
def _(X, y, C):
    model = LogisticRegression(C=C, tol=1e-9, max_iter=2000).fit(X, y)
    return model.coef_.T, model.intercept_


@fit_softmax.alternative
def _(X, y, C):
    # Plain gradient descent, with a step that the curvature allows.
    k = y.max() + 1
    W, b = np.zeros((X.shape[1], k)), np.zeros(k)
    rate = 1 / (C * (np.sum(X**2) + len(X)) / 2 + 1)
    for _ in range(4000):
        away = softmax(X @ W + b) - np.eye(k)[y]
        W, b = W - rate * (C * X.T @ away + W), b - rate * C * away.sum(axis=0)
    return W, b


fit_softmax.misconception(
    "You penalise the intercepts too. They only say how frequent the classes are, and are left free.",
    "np.sum(W**2) / 2 → np.sum(W**2) / 2 + np.sum(b**2) / 2",
    "C * away.sum(axis=0) → C * away.sum(axis=0) + b",
)
fit_softmax.misconception(
    "You left out the penalty, and the weights are larger than they should be.",
    "np.sum(W**2) / 2 → 1e-4 * np.sum(W**2)",
    "C * (X.T @ away) + W → C * (X.T @ away) + 2e-4 * W",
)
fit_softmax.misconception(
    "You averaged the losses over the rows, which makes the penalty too strong. C multiplies their sum.",
    "C * np.sum(losses) → C * np.mean(losses)",
    "C * (X.T @ away) → C * (X.T @ away) / n",
    "C * away.sum(axis=0) → C * away.mean(axis=0)",
)
fit_softmax.misconception(
    "C stands at the penalty in your objective. In scikit-learn's it multiplies the losses.",
    "C * np.sum(losses) → np.sum(losses)",
    "np.sum(W**2) / 2 → C * np.sum(W**2) / 2",
    "C * (X.T @ away) + W → X.T @ away + C * W",
    "C * away.sum(axis=0) → away.sum(axis=0)",
)
fit_softmax.misconception(
    "The penalty is half the sum of the squared weights. Without the half the weights come out smaller.",
    "np.sum(W**2) / 2 → np.sum(W**2)",
    "C * (X.T @ away) + W → C * (X.T @ away) + 2 * W",
)
fit_softmax.misconception(
    "You stopped long before the minimum: the gradient of what you return is far from zero.",
    "minimize(objective, np.zeros(d * k + k), jac=True) → minimize(objective, np.zeros(d * k + k), jac=True, options={'maxiter': 2})",
)


@fit_softmax.misconception("You left out the penalty, and the weights are larger than they should be.")
def _(X, y, C):
    model = LogisticRegression(C=np.inf, tol=1e-9, max_iter=5000).fit(X, y)
    return model.coef_.T, model.intercept_


@fit_softmax.misconception("You stopped long before the minimum: the gradient of what you return is far from zero.")
def _(X, y, C):
    k = y.max() + 1
    W, b = np.zeros((X.shape[1], k)), np.zeros(k)
    for _ in range(100):
        away = C * (softmax(X @ W + b) - np.eye(k)[y])
        W, b = W - 0.1 * (X.T @ away + W) / len(X), b - 0.1 * away.sum(axis=0) / len(X)
    return W, b


@fit_softmax.misconception(
    "You fitted one logistic regression for each class against the rest. Softmax regression fits all classes together, as their "
    "probabilities share one sum."
)
def _(X, y, C):
    models = [LogisticRegression(C=C, tol=1e-9, max_iter=2000).fit(X, y == k) for k in range(y.max() + 1)]
    return np.column_stack([m.coef_[0] for m in models]), np.array([m.intercept_[0] for m in models])


@fit_softmax.misconception(
    "Your model has no intercepts, or they stayed at zero. Then all classes are taken for equally frequent where X is zero."
)
def _(X, y, C):
    model = LogisticRegression(C=C, tol=1e-9, max_iter=2000, fit_intercept=False).fit(X, y)
    return model.coef_.T, np.zeros(y.max() + 1)


fit_softmax.hints(
    "It is the worked example with a matrix in the place of w. What takes the place of prediction minus truth?",
    "With P = softmax(X W + b) and Y = np.eye(k)[y], the gradients are C Xᵀ(P − Y) + W and the column sums of C (P − Y). The loss of a row is "
    "logaddexp over its sums, less the sum of the true class.",
    "Put W and b into one flat array for `minimize(…, jac=True)`, reshape inside, and return the value and the flat gradient.",
)
fit_softmax.explain(
    "The objective is convex, and the penalty makes its minimum in W unique, so any method that gets to gradient zero finds the same. "
    "The intercepts are found up to a common constant, which the softmax does not see."
)
# -- cheapest_answer ---------------------------------------------------------------------------------------------------


@reference(role="repair")
def cheapest_answer(P, cost):
    return (P @ cost).argmin(axis=1)


cheapest_answer.example(P=np.array([[0.75, 0.25], [1.0, 0.0], [0.25, 0.75]]), cost=np.array([[0, 1], [5, 0]]))


@cheapest_answer.cases(n=8)
def _(rng, i):
    # Chances in 64ths and whole costs, so that equal costs are equal.
    n, k, m = [(1, 2, 2), (4, 3, 3), (5, 3, 2), (3, 2, 4), (6, 4, 4), (4, 3, 3), (6, 2, 2), (5, 3, 3)][i]
    cuts = np.sort(rng.integers(0, 65, size=(n, k - 1)), axis=1)
    P = np.diff(np.hstack([np.zeros((n, 1)), cuts, np.full((n, 1), 64)]), axis=1) / 64
    return {"P": P, "cost": rng.integers(-2 if i == 5 else 0, 7, size=(k, m))}


@cheapest_answer.cases(n=2)
def _(rng, i):
    # Ties: of two answers, and of all.
    return {
        "P": np.array([[0.5, 0.5], [0.25, 0.75], [0.75, 0.25]]),
        "cost": np.array([[[0, 1], [1, 0]], [[2, 2], [2, 2]]][i]),
    }


@cheapest_answer.alternative
def _(P, cost):
    best = []
    for p in P:
        prices = [sum(p[i] * cost[i, j] for i in range(len(p))) for j in range(cost.shape[1])]
        best.append(prices.index(min(prices)))
    return np.array(best)


@cheapest_answer.alternative
def _(P, cost):
    return np.argmax(-np.einsum("ik,kj->ij", P, cost), axis=1)


cheapest_answer.misconception(
    "The likeliest class still stands for the row, and the cheapest answer to it is given. The other classes cost something too: "
    "weigh each cost by the probability of its class.",
    "(P @ cost).argmin(axis=1) → cost[P.argmax(axis=1)].argmin(axis=1)",
)


@cheapest_answer.misconception(
    "You used the table of costs the wrong way round: its rows are the true classes, and its columns the answers."
)
def _(P, cost):
    if cost.shape[0] == cost.shape[1]:
        return (P @ cost.T).argmin(axis=1)
    return (P @ np.resize(cost, cost.shape[::-1]).T).argmin(axis=1)


cheapest_answer.misconception(
    "You took the dearest answer. Costs are to be small.",
    "(P @ cost).argmin(axis=1) → (P @ cost).argmax(axis=1)",
)
cheapest_answer.misconception(
    "That is the likeliest class, whatever the costs. It is the cheapest answer only where all mistakes cost the same.",
    "(P @ cost).argmin(axis=1) → P.argmax(axis=1)",
)
cheapest_answer.misconception(
    "Of equally cheap answers you took the last. Asked for is the smallest number.",
    "(P @ cost).argmin(axis=1) → cost.shape[1] - 1 - (P @ cost)[:, ::-1].argmin(axis=1)",
)
cheapest_answer.misconception(
    "You weighted each class by what missing it costs at most, and took the largest. An answer has a price of its own for each class: add up all of them.",
    "(P @ cost).argmin(axis=1) → (P * cost.max(axis=1)).argmax(axis=1)",
)
cheapest_answer.misconception(
    "You used the table of costs the wrong way round: its rows are the true classes, and its columns the answers.",
    "P @ cost → P @ cost.T",
)


@cheapest_answer.misconception(
    "You took the answer of the class's own number for right and free. Only the table says what an answer costs, and it may cost "
    "something in every case."
)
def _(P, cost):
    changed = cost.copy()
    np.fill_diagonal(changed, 0)
    return (P @ changed).argmin(axis=1)


cheapest_answer.hints(
    "A row has a Chinstrap's chance of 0.3, and missing one costs 3. Where does the code look at that chance?",
    "The expected cost of an answer is the sum over the classes of probability times cost. That is a product of matrices.",
    "`(P @ cost).argmin(axis=1)`.",
)
cheapest_answer.explain(
    "The code threw all probabilities away but the name of the largest, and no cost could bring a rare class back. Expected "
    "costs use all of them; with two classes this is a threshold."
)

# -- reliability -------------------------------------------------------------------------------------------------------


@reference
def reliability(y, p, bins):
    at = np.searchsorted(np.arange(1, bins) / bins, p)
    rows = [[p[at == i].mean(), y[at == i].mean(), np.sum(at == i)] for i in range(bins) if np.any(at == i)]
    return np.array(rows)


reliability.example(y=np.array([0, 1, 1, 0, 1]), p=np.array([0.1, 0.5, 0.9, 0.4, 0.8]), bins=2)


@reliability.cases(n=5)
def _(rng, i):
    n = [1, 6, 9, 12, 5][i]
    return {"y": rng.integers(0, 2, size=n), "p": rng.integers(0, 17, size=n) / 16, "bins": [3, 4, 2, 8, 1][i]}


@reliability.cases(n=2)
def _(rng, i):
    p = [np.array([0.0, 0.25, 0.5, 0.75, 1.0, 0.25]), np.array([0.28, 0.34, 0.41, 0.47])][i]
    return {"y": rng.permutation(np.arange(len(p)) % 2), "p": p, "bins": 4}


@reliability.alternative
def _(y, p, bins):
    found = []
    for i in range(bins):
        inside = (p > i / bins) & (p <= (i + 1) / bins)
        if i == 0:
            inside |= p == 0
        if inside.any():
            found.append((p[inside].mean(), y[inside].mean(), inside.sum()))
    return np.array(found, dtype=float)


@reliability.alternative
def _(y, p, bins):
    at = np.maximum(np.ceil(p * bins).astype(int) - 1, 0)
    counts = np.bincount(at, minlength=bins)
    full = counts > 0
    sums = np.column_stack([np.bincount(at, weights=v, minlength=bins) for v in (p, y)])[full]
    return np.column_stack([sums / counts[full, None], counts[full]])


reliability.misconception(
    "A value on an edge went into the upper bin. Here it belongs to the lower one.",
    "np.searchsorted(np.arange(1, bins) / bins, p) → np.searchsorted(np.arange(1, bins) / bins, p, side='right')",
)
reliability.misconception(
    "You give the middle of the bin in the place of the mean prediction. The rows need not lie in the middle.",
    "p[at == i].mean() → (i + 0.5) / bins",
)
reliability.misconception(
    "You swapped the columns: first the mean prediction, then the share of ones.",
    "[p[at == i].mean(), y[at == i].mean(), np.sum(at == i)] → [y[at == i].mean(), p[at == i].mean(), np.sum(at == i)]",
)


@reliability.misconception("You cut by rank, so that each bin holds as many rows. Asked for are bins of equal width.")
def _(y, p, bins):
    parts = [part for part in np.array_split(np.argsort(p, kind="stable"), bins) if len(part)]
    return np.array([[p[part].mean(), y[part].mean(), len(part)] for part in parts], dtype=float)


@reliability.misconception("You cut by rank, so that each bin holds as many rows. Asked for are bins of equal width.")
def _(y, p, bins):
    at = np.searchsorted(np.quantile(p, np.linspace(0, 1, bins + 1))[1:-1], p)
    return np.array([[p[at == i].mean(), y[at == i].mean(), np.sum(at == i)] for i in np.unique(at)], dtype=float)


@reliability.misconception("You cut the range from the smallest prediction to the largest. The bins cut [0, 1].")
def _(y, p, bins):
    low, width = p.min(), np.ptp(p) or 1.0
    return reliability(y, (p - low) / width, bins) * np.array([width, 1, 1]) + np.array([low, 0, 0])


@reliability.misconception("Bins without a row are in your table. They have no mean and are left out.")
def _(y, p, bins):
    at = np.searchsorted(np.arange(1, bins) / bins, p)
    inside = [at == i for i in range(bins)]
    return np.array([[p[s].mean(), y[s].mean(), s.sum()] if s.any() else [0.0, 0.0, 0.0] for s in inside])


reliability.misconception(
    "You give the share of all ones that lie in the bin. Asked for is the share of ones among the rows of the bin.",
    "y[at == i].mean() → y[at == i].sum() / max(y.sum(), 1)",
)
reliability.misconception(
    "You count the ones of each bin. The last column is the number of its rows.",
    "np.sum(at == i) → y[at == i].sum()",
)
reliability.misconception(
    "Rows with a prediction of 0 are missing. They belong to the first bin.",
    "np.searchsorted(np.arange(1, bins) / bins, p) → np.where(p == 0, -1, np.searchsorted(np.arange(1, bins) / bins, p))",
)
reliability.hints(
    "Which bin does a prediction belong to, and what are the mean prediction and the mean outcome there?",
    "The inner edges are 1/bins, 2/bins, …; `np.searchsorted` gives the bin, and its default puts a value on an edge into the lower one.",
    "`at = np.searchsorted(np.arange(1, bins) / bins, p)`; then for each bin that occurs `p[at == i].mean()`, `y[at == i].mean()`, `(at == i).sum()`.",
)
reliability.explain(
    "Where 0.3 means three in ten, both means agree in every bin, up to chance; the third column says how much chance there is. "
    "Bins of equal width may hold few rows, and then the point jumps."
)

# -- platt -------------------------------------------------------------------------------------------------------------


@reference(rtol=2e-3, atol=1e-3)
def platt(z, y):
    ones, zeros = np.sum(y == 1), np.sum(y == 0)
    target = np.where(y == 1, (ones + 1) / (ones + 2), 1 / (zeros + 2))

    def objective(theta):
        at = theta[0] * z + theta[1]
        away = sigmoid(at) - target
        return np.sum(np.logaddexp(0, at) - target * at), [away @ z, np.sum(away)]

    a, b = minimize(objective, np.zeros(2), jac=True).x
    return float(a), float(b)


platt.example(z=np.array([-2.0, 0.0, 1.0, 3.0, 4.0]), y=np.array([0, 1, 0, 1, 1]))


@platt.cases(n=5)
def _(rng, i):
    # No score separates the classes, so that the fit of 0 and 1 ends somewhere too.
    n = [6, 10, 25, 8, 40][i]
    while True:
        z = rng.normal([0, 1, -1, 0, 2][i], [1, 2, 1, 1, 1.5][i], size=n).clip(-8, 8)
        y = (rng.random(n) < 1 / (1 + np.exp(1 - 0.7 * z))).astype(int)
        if 1 < y.sum() < n - 1 and z[y == 0].max() > z[y == 1].min() + 0.5 and z[y == 1].max() > z[y == 0].min() + 0.5:
            return {"z": z, "y": y}


@platt.cases(n=2)
def _(rng, i):
    # A score that ranks well, and one that ranks the wrong way.
    return {"z": np.array([-2.0, -1.0, 0.5, 1.0, 1.5, 2.0]), "y": np.array([[0, 0, 1, 0, 1, 1], [1, 1, 0, 1, 0, 0]][i])}


@platt.alternative
def _(z, y):
    # Newton's method.
    ones, zeros = y.sum(), len(y) - y.sum()
    target = np.where(y == 1, (ones + 1) / (ones + 2), 1 / (zeros + 2))
    X, theta = np.column_stack([z, np.ones(len(z))]), np.zeros(2)

    def loss(at):
        return np.mean(np.logaddexp(0, at) - target * at)

    for _ in range(100):
        p = expit(X @ theta)
        step = np.linalg.solve(X.T @ (X * (p * (1 - p))[:, None]), X.T @ (p - target))
        while loss(X @ (theta - step)) > loss(X @ theta) + 1e-12:
            step = step / 2
        theta = theta - step
    return float(theta[0]), float(theta[1])


@platt.alternative
def _(z, y):
    # Each row twice, once with each answer, weighted by its target.
    ones, zeros = y.sum(), len(y) - y.sum()
    target = np.where(y == 1, (ones + 1) / (ones + 2), 1 / (zeros + 2))
    twice, answers = np.append(z, z)[:, None], np.repeat([1, 0], len(z))
    model = LogisticRegression(C=np.inf, tol=1e-10, max_iter=5000)
    model.fit(twice, answers, sample_weight=np.append(target, 1 - target))
    return float(model.coef_[0, 0]), float(model.intercept_[0])


platt.misconception(
    "You fitted 0 and 1. Platt's targets keep a distance from both, so that few rows do not make the calibration certain.",
    "np.where(y == 1, (ones + 1) / (ones + 2), 1 / (zeros + 2)) → y",
)


@platt.misconception("You fitted with a penalty on the slope. Platt scaling has none.")
def _(z, y):
    ones, zeros = y.sum(), len(y) - y.sum()
    target = np.where(y == 1, (ones + 1) / (ones + 2), 1 / (zeros + 2))
    twice, answers = np.append(z, z)[:, None], np.repeat([1, 0], len(z))
    model = LogisticRegression(tol=1e-10).fit(twice, answers, sample_weight=np.append(target, 1 - target))
    return float(model.coef_[0, 0]), float(model.intercept_[0])


@platt.misconception(
    "You fitted 0 and 1, and with a penalty. Platt's targets keep a distance from both, and no penalty is needed."
)
def _(z, y):
    model = LogisticRegression(tol=1e-10).fit(z[:, None], y)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


platt.misconception(
    "The targets of ones and zeros are swapped: ones get (n₁ + 1) / (n₁ + 2), zeros 1 / (n₀ + 2).",
    "np.where(y == 1, (ones + 1) / (ones + 2), 1 / (zeros + 2)) → np.where(y == 1, 1 / (zeros + 2), (ones + 1) / (ones + 2))",
)
platt.misconception(
    "You used the number of all rows in the targets. Each target has the number of the rows of its own class.",
    "np.where(y == 1, (ones + 1) / (ones + 2), 1 / (zeros + 2)) → np.where(y == 1, (len(y) + 1) / (len(y) + 2), 1 / (len(y) + 2))",
)
platt.misconception(
    "The counts in your targets are swapped: the target of the ones has the number of ones in it, that of the zeros the number of zeros.",
    "np.where(y == 1, (ones + 1) / (ones + 2), 1 / (zeros + 2)) → np.where(y == 1, (zeros + 1) / (zeros + 2), 1 / (ones + 2))",
)
platt.misconception(
    "The signs are those of Platt's paper, where p = 1 / (1 + exp(A z + B)). Here p is the sigmoid of a z + b.",
    "float(a), float(b) → -float(a), -float(b)",
)
platt.misconception(
    "You swapped slope and intercept.",
    "float(a), float(b) → float(b), float(a)",
)


@platt.misconception("Your calibration has a slope and no intercept, so that a score of 0 always means one half.")
def _(z, y):
    ones, zeros = y.sum(), len(y) - y.sum()
    target = np.where(y == 1, (ones + 1) / (ones + 2), 1 / (zeros + 2))
    found = minimize(lambda a: np.mean(np.logaddexp(0, a[0] * z) - target * a[0] * z), np.zeros(1)).x
    return float(found[0]), 0.0


@platt.misconception(
    "You calibrate the probability. Platt scaling is a sigmoid of the score itself, so that its logit is straight in z."
)
def _(z, y):
    return platt(sigmoid(z), y)


platt.hints(
    "It is logistic regression with one column. What differs: no penalty, and targets that are not 0 and 1.",
    "For a target t the loss is log(1 + exp(s)) − t s with s = a z + b, and its derivative by s is sigmoid(s) − t. Two numbers for `minimize`.",
    "`t = np.where(y == 1, (n1 + 1) / (n1 + 2), 1 / (n0 + 2))`; minimise `np.mean(np.logaddexp(0, s) - t * s)` over (a, b).",
)
platt.explain(
    "With targets inside (0, 1) the loss has its minimum at finite numbers, even where the scores separate the classes. The slope "
    "sharpens or blunts all predictions, the intercept moves them up or down."
)

# -- isotonic ----------------------------------------------------------------------------------------------------------


@reference
def isotonic(z, y):
    _, at = np.unique(z, return_inverse=True)
    blocks = []
    for total, count in zip(np.bincount(at, weights=y), np.bincount(at), strict=True):
        blocks.append((total, count, 1))
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] >= blocks[-1][0] / blocks[-1][1]:
            total, count, many = blocks.pop()
            before = blocks.pop()
            blocks.append((before[0] + total, before[1] + count, before[2] + many))
    return np.repeat([total / count for total, count, _ in blocks], [many for _, _, many in blocks])[at]


isotonic.example(z=np.array([1.0, 4.0, 2.0, 3.0, 5.0, 5.0]), y=np.array([0.0, 0.0, 1.0, 0.0, 1.0, 0.0]))
isotonic.example(z=np.array([1.0, 2.0, 3.0]), y=np.array([2.0, 3.0, 0.0]))


@isotonic.cases(n=7)
def _(rng, i):
    n = [1, 2, 5, 8, 12, 12, 20][i]
    z = rng.normal(size=n) if i % 2 else rng.integers(0, 6, size=n).astype(float)
    y = rng.integers(0, 2, size=n).astype(float) if i < 5 else rng.normal(size=n) + 0.5 * z
    return {"z": z, "y": y}


@isotonic.cases(n=2)
def _(rng, i):
    # Falling, so that all is one block; and rising already.
    return {"z": np.arange(5.0), "y": np.array([[4.0, 3.0, 2.0, 1.0, 0.0], [0.0, 0.0, 1.0, 1.0, 1.0]][i])}


@isotonic.alternative
def _(z, y):
    return IsotonicRegression().fit(z, y).predict(z)


@isotonic.alternative
def _(z, y):
    # The largest, over beginnings, of the smallest, over ends, mean.
    places = np.unique(z)
    value = {
        place: max(
            min(y[(z >= low) & (z <= high)].mean() for high in places[places >= place])
            for low in places[places <= place]
        )
        for place in places
    }
    return np.array([value[place] for place in z])


_ONCE = (
    "You joined neighbours in one pass only. A block that was joined may now lie below the one before it: look back until the "
    "means rise."
)


@isotonic.misconception(_ONCE)
def _(z, y):
    _, at = np.unique(z, return_inverse=True)
    means, counts = np.bincount(at, weights=y) / np.bincount(at), np.bincount(at)
    i, out = 0, []
    while i < len(means):
        if i + 1 < len(means) and means[i] > means[i + 1]:
            joint = (means[i] * counts[i] + means[i + 1] * counts[i + 1]) / (counts[i] + counts[i + 1])
            out += [joint, joint]
            i += 2
        else:
            out.append(means[i])
            i += 1
    return np.array(out)[at]


isotonic.misconception(
    _ONCE,
    "while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] >= blocks[-1][0] / blocks[-1][1]:\n    total, count, many = blocks.pop()\n    before = blocks.pop()\n    blocks.append((before[0] + total, before[1] + count, before[2] + many)) → if len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] >= blocks[-1][0] / blocks[-1][1]:\n    total, count, many = blocks.pop()\n    before = blocks.pop()\n    blocks.append((before[0] + total, before[1] + count, before[2] + many))",
)


@isotonic.misconception(
    "You took the largest value so far. That never falls either, but it is far from the outcomes: joined blocks get their mean."
)
def _(z, y):
    _, at = np.unique(z, return_inverse=True)
    return np.maximum.accumulate(np.bincount(at, weights=y) / np.bincount(at))[at]


@isotonic.misconception(
    "Rows with equal scores got different values. A function of the score has one value there: begin with their mean."
)
def _(z, y):
    order = np.argsort(z, kind="stable")
    result = np.empty(len(z))
    result[order] = isotonic(np.arange(len(z)), y[order])
    return result


@isotonic.misconception("You worked through the rows as they stand. The blocks are neighbours by score: sort first.")
def _(z, y):
    return isotonic(np.arange(len(z)), y)


@isotonic.misconception("Your values come in the order of the scores. Asked for is the order of the rows.")
def _(z, y):
    return np.sort(isotonic(z, y))


isotonic.misconception(
    "Joined blocks got the mean of their two means. A block of many rows counts for more: divide the joint sum by the joint count.",
    "blocks.append((before[0] + total, before[1] + count, before[2] + many)) → blocks.append(((before[0] / before[1] + total / count) / 2 * (before[1] + count), before[1] + count, before[2] + many))",
)
isotonic.misconception(
    "Your values fall as the scores grow. More score has to mean no less.",
    "np.unique(z, return_inverse=True) → np.unique(-z, return_inverse=True)",
)
isotonic.hints(
    "Sort by score. Where two neighbouring means are in the wrong order, which single value serves both best?",
    "Keep a stack of blocks, each with its sum and count. After each new one, join the last two as long as the earlier mean is not below the later.",
    "`np.unique(z, return_inverse=True)` gives places and where each row belongs; `np.bincount(at, weights=y)` the sums. Join with a `while`, "
    "then repeat each block's mean over its places and index with `at`.",
)
isotonic.explain(
    "Where two means are in the wrong order, the best values that do not fall are equal, and the best equal value is the joint mean. "
    "A joint block may be below the one before, so one looks back; each joining removes a block, so it ends soon."
)
isotonic.equivalent(
    "blocks[-2][0] / blocks[-2][1] >= blocks[-1][0] / blocks[-1][1] → blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]",
    because="blocks of equal mean have the same value joined or not",
)
isotonic.equivalent(
    "zip(np.bincount(at, weights=y), np.bincount(at), strict=True) → zip(np.bincount(at, weights=y), np.bincount(at))",
    "True → False",
    because="both counts are of the same length",
)

# -- choose_calibration ------------------------------------------------------------------------------------------------


@reference(role="decision")
def choose_calibration(z_fit, y_fit, z_new, y_new):
    a, b = platt(z_fit, y_fit)
    stairs = IsotonicRegression(out_of_bounds="clip").fit(z_fit, y_fit)
    offers = {"none": sigmoid(z_new), "platt": sigmoid(a * z_new + b), "isotonic": stairs.predict(z_new)}
    losses = {}
    for name, p in offers.items():
        with np.errstate(divide="ignore"):
            losses[name] = -np.mean(np.log(np.where(y_new == 1, p, 1 - p)))
    return min(losses, key=losses.get)


def _calibration_losses(z_fit, y_fit, z_new, y_new):
    a, b = platt(z_fit, y_fit)
    stairs = IsotonicRegression(out_of_bounds="clip").fit(z_fit, y_fit)
    offers = {"none": sigmoid(z_new), "platt": sigmoid(a * z_new + b), "isotonic": stairs.predict(z_new)}
    with np.errstate(divide="ignore"):
        return {name: -np.mean(np.log(np.where(y_new == 1, p, 1 - p))) for name, p in offers.items()}


def _draw_scores(rng, wanted):
    """Scores and outcomes for which this calibration has the least loss."""
    while True:
        n, m = (150, 80) if wanted == "isotonic" else (int(rng.integers(12, 40)), int(rng.integers(20, 60)))
        z = rng.normal(size=n + m)
        chance = expit(z)
        if wanted == "platt":
            z = rng.choice([3.0, 0.4]) * z + rng.choice([-1.5, 1.5])
        elif wanted == "isotonic":
            chance = np.where(z > 0.6, 0.85, np.where(z > -0.6, 0.35, 0.3))
            z = 2 * z + 1
        y = (rng.random(n + m) < chance).astype(int)
        case = {"z_fit": z[:n], "y_fit": y[:n], "z_new": z[n:], "y_new": y[n:]}
        losses = _calibration_losses(**case) if len(set(y[:n].tolist())) == 2 else {"none": 0.0, "platt": 0.0}
        best, second = sorted(losses.values())[:2]
        if min(losses, key=losses.get) == wanted and second - best > 2e-3:
            return case


def _certain_mistakes(rng, many):
    """Three levels, which isotonic regression finds and Platt scaling does not; but some rows at a certain end are wrong."""
    while True:
        z = np.concatenate([rng.uniform(-2, -1, 300), rng.uniform(0, 8, 500), rng.uniform(8.5, 9, 300)])
        y = (rng.random(1100) < np.repeat([0.0, 0.85, 1.0], [300, 500, 300])).astype(int)
        order = rng.permutation(1100)
        z, y = z[order], y[order]
        y[100 + np.flatnonzero(z[100:] < -1)[:many]] = 1
        case = {"z_fit": z[:100], "y_fit": y[:100], "z_new": z[100:], "y_new": y[100:]}
        losses = {name: log_loss(y[100:], _clip_of(case, name)) for name in ("none", "platt", "isotonic")}
        squares = {name: np.mean((_clip_of(case, name) - y[100:]) ** 2) for name in losses}
        clipped = (
            losses["isotonic"] + 0.03 < losses["platt"] if many == 1 else losses["isotonic"] > losses["none"] + 0.03
        )
        squared = squares["isotonic"] < min(squares["none"], squares["platt"]) - 0.003
        if clipped and squared and losses["platt"] < losses["none"] - 0.01:
            return case


def _clip_of(case, name):
    if name == "none":
        return sigmoid(case["z_new"])
    if name == "platt":
        a, b = platt(case["z_fit"], case["y_fit"])
        return sigmoid(a * case["z_new"] + b)
    return IsotonicRegression(out_of_bounds="clip").fit(case["z_fit"], case["y_fit"]).predict(case["z_new"])


choose_calibration.example(
    z_fit=np.array([-3.0, -2.0, -1.0, 0.0, 1.0, 2.0]),
    y_fit=np.array([0, 0, 1, 0, 1, 1]),
    z_new=np.array([-2.0, 2.0, 3.0]),
    y_new=np.array([0, 1, 1]),
)
choose_calibration.example(
    z_fit=np.array([-3.0, -2.0, -1.0, 0.0, 1.0, 2.0]),
    y_fit=np.array([0, 0, 1, 0, 1, 1]),
    z_new=np.array([-2.0, 2.0, -3.0]),
    y_new=np.array([0, 1, 1]),
)


@choose_calibration.cases(n=9)
def _(rng, i):
    return _draw_scores(rng, ("none", "platt", "isotonic")[i % 3])


@choose_calibration.cases(n=3)
def _(rng, i):
    return _certain_mistakes(rng, (1, 1, 15)[i])


@choose_calibration.alternative
def _(z_fit, y_fit, z_new, y_new):
    a, b = platt(z_fit, y_fit)
    none = np.logaddexp(0, (1 - 2 * y_new) * z_new).mean()
    sloped = np.logaddexp(0, (1 - 2 * y_new) * (a * z_new + b)).mean()
    steps = IsotonicRegression(out_of_bounds="clip", y_min=0, y_max=1).fit(z_fit, y_fit).predict(z_new)
    given = np.abs(steps - (1 - y_new))
    stepped = np.inf if (given == 0).any() else -np.log(given).mean()
    return sorted([(none, "none"), (sloped, "platt"), (stepped, "isotonic")])[0][1]


_SAME = (
    "You learned and measured on the same rows. There isotonic regression nearly always looks best: learn on the first rows, "
    "and measure on the new ones."
)


@choose_calibration.misconception(_SAME)
def _(z_fit, y_fit, z_new, y_new):
    return choose_calibration(z_fit, y_fit, z_fit, y_fit)


@choose_calibration.misconception(_SAME)
def _(z_fit, y_fit, z_new, y_new):
    if len(set(y_new.tolist())) < 2:
        return "isotonic"
    return choose_calibration(z_new, y_new, z_new, y_new)


@choose_calibration.misconception(
    "Your log loss is clipped, so that a certain mistake costs some 36 nats and is forgiven by many rows. Here it makes the loss infinite."
)
def _(z_fit, y_fit, z_new, y_new):
    case = {"z_fit": z_fit, "y_fit": y_fit, "z_new": z_new, "y_new": y_new}
    return min(("none", "platt", "isotonic"), key=lambda name: log_loss(y_new, _clip_of(case, name), labels=[0, 1]))


@choose_calibration.misconception(
    "You compared by squared error, which forgives certain mistakes. Asked for is the log loss."
)
def _(z_fit, y_fit, z_new, y_new):
    case = {"z_fit": z_fit, "y_fit": y_fit, "z_new": z_new, "y_new": y_new}
    return min(("none", "platt", "isotonic"), key=lambda name: np.mean((_clip_of(case, name) - y_new) ** 2))


choose_calibration.misconception(
    "You took the largest log loss. The best probabilities have the least.",
    "min(losses, key=losses.get) → max(losses, key=losses.get)",
)
choose_calibration.misconception(
    "You never consider leaving the model as it is. Where it is calibrated, both repairs only add noise.",
    "min(losses, key=losses.get) → min(('platt', 'isotonic'), key=losses.get)",
)
choose_calibration.misconception(
    "Beyond the scores that it has seen, IsotonicRegression gives NaN, and a loss of NaN is less than nothing. Let it give the "
    "value of the nearest.",
    "IsotonicRegression(out_of_bounds='clip') → IsotonicRegression()",
)
choose_calibration.hints(
    "What are the three lists of probabilities of the new rows, and what does each cost?",
    '`platt` on the first rows gives a and b; `IsotonicRegression(out_of_bounds="clip")` is fitted on them as well. Then three log losses on the new rows.',
    "`-np.mean(np.log(np.where(y_new == 1, p, 1 - p)))` for each p, infinite where p is 0 for what came true; return the name of the least.",
)
choose_calibration.equivalent("np.errstate(divide='ignore') → np.errstate()", because="it only silences a warning")
choose_calibration.explain(
    "A calibration is a model too, and is judged on rows that it has not seen. Platt's two numbers need few rows and suppose a "
    "shape; isotonic steps suppose none, need many, and are certain at both ends."
)

# -- shift_prior -------------------------------------------------------------------------------------------------------


@reference
def shift_prior(p, before, after):
    ones = p * after / before
    zeros = (1 - p) * (1 - after) / (1 - before)
    return ones / (ones + zeros)


shift_prior.example(p=np.array([0.5, 0.2, 1.0]), before=0.5, after=0.2)


@shift_prior.cases(n=6)
def _(rng, i):
    p = rng.random([1, 3, 4, 3, 5, 2][i])
    if i == 4:
        p[:2] = [0.0, 1.0]
    after = 0.3 if i == 2 else float(rng.uniform(0.02, 0.95))
    return {"p": p, "before": 0.3 if i == 2 else float(rng.uniform(0.1, 0.8)), "after": after}


@shift_prior.alternative
def _(p, before, after):
    with np.errstate(divide="ignore"):
        logit = np.log(p) - np.log(1 - p)
    return expit(logit + np.log(after / (1 - after)) - np.log(before / (1 - before)))


@shift_prior.alternative
def _(p, before, after):
    factor = after * (1 - before) / (before * (1 - after))
    return p * factor / (1 - p + p * factor)


shift_prior.misconception(
    "You multiplied the probability by the ratio of the two shares. That can go above 1: it is the odds that are multiplied.",
    "ones / (ones + zeros) → ones",
)
shift_prior.misconception(
    "You multiplied the probability by the ratio of the two shares. That can go above 1: it is the odds that are multiplied.",
    "ones / (ones + zeros) → np.minimum(ones, 1)",
)
shift_prior.misconception(
    "The factor is upside down: you went from the new population to the old one.",
    "p * after / before → p * before / after",
    "(1 - p) * (1 - after) / (1 - before) → (1 - p) * (1 - before) / (1 - after)",
)
shift_prior.misconception(
    "You moved all probabilities by the difference of the shares. Evidence adds up in the logit, not in the probability.",
    "ones / (ones + zeros) → p + after - before",
)
shift_prior.misconception(
    "You moved all probabilities by the difference of the shares. Evidence adds up in the logit, not in the probability.",
    "ones / (ones + zeros) → np.clip(p + after - before, 0, 1)",
)
shift_prior.misconception(
    "You forgot the base rate of the rows that fitted. It is in p already, and has to be taken out.",
    "p * after / before → p * after",
    "(1 - p) * (1 - after) / (1 - before) → (1 - p) * (1 - after)",
)
shift_prior.misconception(
    "You multiplied the odds by the ratio of the two shares. The factor is the ratio of their odds: the zeros change their share as well.",
    "(1 - p) * (1 - after) / (1 - before) → 1 - p",
)
shift_prior.misconception(
    "You return odds. Odds o are the probability o / (1 + o).",
    "ones / (ones + zeros) → ones / np.maximum(zeros, 1e-300)",
)


@shift_prior.misconception(
    "You went by the odds p / (1 − p), which are infinite at 1: there infinity by infinity is NaN. Multiply the chances of both "
    "classes, and divide by their sum."
)
def _(p, before, after):
    with np.errstate(divide="ignore", invalid="ignore"):
        odds = p / (1 - p) * (after / (1 - after)) / (before / (1 - before))
        return odds / (1 + odds)


shift_prior.hints(
    "Bayes: odds are the odds of the base rate times a likelihood ratio. Which of the two is the same in both populations?",
    "Divide the odds of p by the odds of `before`, multiply by those of `after`, and turn odds into a probability, without dividing by 1 − p.",
    "`u = p * after / before`, `v = (1 - p) * (1 - after) / (1 - before)`, and `u / (u + v)`.",
)
shift_prior.explain(
    "The likelihood ratio of a row compares the classes with each other, so how frequent they are does not enter. In the logit the "
    "shift is one number added to every row: the ranking stays, and so do all areas under curves."
)

# -- honest_classifier -------------------------------------------------------------------------------------------------

MARGIN = 0.06


@reference(role="open", kept_back=("chance",), time_limit=30)
def honest_classifier(X_fit, y_fit, X_choose, y_choose):
    model = make_pipeline(StandardScaler(), PolynomialFeatures(2), LogisticRegression(max_iter=1000))
    return model.fit(np.vstack([X_fit, X_choose]), np.append(y_fit, y_choose))


def _world(rng, i, n):
    """Columns, and the true chance of each row."""
    d = (2, 3, 2)[i]
    X = rng.normal(size=(n, d))
    if i == 0:
        height = -2.2 + 1.2 * X[:, 0] - 0.8 * X[:, 1]
    elif i == 1:
        height = -2.0 + 1.3 * X[:, 0] ** 2 - 0.8 * X[:, 1]
    else:
        height = -0.5 + 1.6 * X[:, 0] * X[:, 1] + 0.4 * X[:, 0]
    scales = np.array([1.0, 50.0, 0.01])[:d]
    return X * scales + scales, expit(height)


@honest_classifier.cases(n=3)
def _(rng, i):
    X, chance = _world(rng, i, 900 + 500)
    y = (rng.random(len(X)) < chance).astype(int)
    return {
        "X_fit": X[:600],
        "y_fit": y[:600],
        "X_choose": X[600:900],
        "y_choose": y[600:900],
        "X_new": X[900:],
        "chance": chance[900:],
    }


@honest_classifier.probe
def _(candidate, X_fit, y_fit, X_choose, y_choose, X_new):
    copies = 40 if len(X_fit) < 10 else 1  # each row of the small example comes forty times
    fit, choose = ((np.tile(X, (copies, 1)), np.tile(y, copies)) for X, y in ((X_fit, y_fit), (X_choose, y_choose)))
    return np.asarray(candidate(*fit, *choose).predict_proba(X_new), dtype=float)


# Ones at both ends, and one in three between them.
honest_classifier.example(
    X_fit=np.array([[-1.0], [0.0], [0.0], [0.0], [2.0]]),
    y_fit=np.array([1, 0, 0, 1, 1]),
    X_choose=np.array([[-1.0], [0.0], [0.0], [0.0], [2.0]]),
    y_choose=np.array([1, 0, 0, 1, 1]),
    X_new=np.array([[-1.0], [0.0], [0.0], [2.0]]),
    chance=np.array([0.99, 1 / 3, 1 / 3, 0.99]),
)

_CERTAIN = "Your model is certain of some new rows: a chance of exactly 0 or 1 costs infinitely much when it is wrong. Pure leaves of a tree give such chances, and isotonic steps do, the more so on rows that fitted the model."
_RATE = "On the new rows your mean probability is more than 0.1 away from the mean of the true chances: the base rate is wrong."
_FLAT = "Your probabilities are no better than the share of ones for everybody."
_STRAIGHT = (
    "The log-odds of your model are a weighted sum of the columns as they come, and those of the true chances bend: squares and "
    "products have to be among the columns."
)
_ABOVE = "Your mean log loss on the new rows is more than 0.06 nats above the least possible."


def _excess(p, chance):
    """The mean divergence of the predicted chances from the true ones, in nats."""
    with np.errstate(divide="ignore"):
        return float(np.mean(chance * np.log(chance / p) + (1 - chance) * np.log((1 - chance) / (1 - p))))


def _is_straight(p, X):
    """Whether the logits are a weighted sum of the columns, and not all the same."""
    terms = np.column_stack([np.ones(len(X)), (X - X.mean(axis=0)) / X.std(axis=0)])
    logit = np.log(p) - np.log1p(-p)
    return np.ptp(logit) > 1e-3 and np.abs(logit - terms @ np.linalg.lstsq(terms, logit)[0]).max() < 1e-3


@honest_classifier.verify
def _(got, expected, inputs):
    if np.shape(got) != np.shape(expected):
        return "`predict_proba` must give a row for each new row, and a column for each of 0 and 1."
    if np.iscomplexobj(got) or not np.isfinite(got).all() or (got < 0).any() or not np.allclose(got.sum(axis=1), 1):
        return "Each row of `predict_proba` must hold probabilities that sum to 1."
    p, chance = got[:, 1], inputs["chance"]
    if np.isin(p, (0, 1)).any():
        return _CERTAIN
    if _excess(p, chance) <= MARGIN:
        return None
    if abs(p.mean() - chance.mean()) > 0.1:
        return _RATE
    if _is_straight(p, inputs["X_new"]) and not _is_straight(chance, inputs["X_new"]):
        return _STRAIGHT
    if _excess(p, chance) >= 0.97 * _excess(np.full(len(p), chance.mean()), chance):
        return _FLAT
    return _ABOVE


@honest_classifier.alternative
def _(X_fit, y_fit, X_choose, y_choose):
    # The degree and the penalty by the choosing rows.
    models = [
        make_pipeline(StandardScaler(), PolynomialFeatures(degree), LogisticRegression(C=C, max_iter=1000))
        for degree in (1, 2)
        for C in (0.1, 1.0)
    ]
    return min(
        (model.fit(X_fit, y_fit) for model in models),
        key=lambda model: log_loss(y_choose, model.predict_proba(X_choose)[:, 1], labels=[0, 1]),
    )


@honest_classifier.alternative
def _(X_fit, y_fit, X_choose, y_choose):
    # A model with class weights, and Platt scaling on the rows that choose.
    model = make_pipeline(
        StandardScaler(), PolynomialFeatures(2), LogisticRegression(class_weight="balanced", max_iter=1000)
    ).fit(X_fit, y_fit)
    return CalibratedClassifierCV(FrozenEstimator(model), method="sigmoid").fit(X_choose, y_choose)


@honest_classifier.misconception(_STRAIGHT)
def _(X_fit, y_fit, X_choose, y_choose):
    return make_pipeline(StandardScaler(), LogisticRegression()).fit(X_fit, y_fit)


@honest_classifier.misconception(_ABOVE)
def _(X_fit, y_fit, X_choose, y_choose):
    return GaussianNB().fit(X_fit, y_fit)


@honest_classifier.misconception(_ABOVE)
def _(X_fit, y_fit, X_choose, y_choose):
    # So strong a penalty that little is left of the columns.
    return make_pipeline(StandardScaler(), PolynomialFeatures(2), LogisticRegression(C=0.001)).fit(X_fit, y_fit)


@honest_classifier.misconception(_CERTAIN)
def _(X_fit, y_fit, X_choose, y_choose):
    return DecisionTreeClassifier(random_state=0).fit(
        np.vstack([X_fit + 1e-3 * np.arange(len(X_fit))[:, None] / len(X_fit) * X_fit.std(axis=0), X_choose]),
        np.append(y_fit, y_choose),
    )


@honest_classifier.misconception(_RATE)
def _(X_fit, y_fit, X_choose, y_choose):
    model = make_pipeline(
        StandardScaler(), PolynomialFeatures(2), LogisticRegression(class_weight="balanced", max_iter=1000)
    )
    return model.fit(X_fit, y_fit)


@honest_classifier.misconception(_FLAT)
def _(X_fit, y_fit, X_choose, y_choose):
    return DummyClassifier(strategy="prior").fit(X_fit, y_fit)


honest_classifier.hints(
    "Two ways to fail: a boundary that is too straight for these rows, and probabilities that do not match how often things happen.",
    "`PolynomialFeatures(2)` after `StandardScaler` gives squares and products; leave class weights alone, or undo them. The choosing rows can "
    "say which penalty is best, or fit a calibration.",
    "`make_pipeline(StandardScaler(), PolynomialFeatures(2), LogisticRegression())`, for a few values of C, and the one with the least "
    "`log_loss` on the choosing rows.",
)
honest_classifier.explain(
    "Logistic regression minimises the log loss itself, so with the right columns and without class weights its probabilities hold. What it "
    "cannot do is bend by itself: squares and products do that."
)

honest_classifier.equivalent(
    "2 → 3",
    "LogisticRegression(max_iter=1000) → LogisticRegression()",
    "1000 → 1001",
    because="two is the default, and any model passes whose probabilities hold",
)

# -- quizzes -----------------------------------------------------------------------------------------------------------

below_half = choice(
    "Q",
    why={
        "P": "It finds about the share of the bad ones that it flags of all: that is flagging at random.",
        "R": "It flags more than there are bad ones. Few credits of any sort are bad more often than not: does the model give many above ½?",
    },
    because="Bad credits are the rarer kind among applicants of nearly every sort, so few get more than ½: fewer are flagged than "
    "are bad, and most of the bad ones are missed.",
)
every_other = choice(
    "85",
    why=dict.fromkeys(("41", "63", "107"), "The cell prints the share."),
    because="Of most nests the one sex fitted and the other judged. A model of male Adelies takes a female one for something else.",
)
top_chinstrap = choice(
    "about 0.40",
    why=dict.fromkeys(("about 0.22", "about 0.31", "about 0.48"), "The cell prints the highest probability."),
    because="By these columns a Chinstrap looks like an Adelie, of which there are twice as many.",
)
surer = choice(
    "3",
    why={
        "34": "So many are Chinstraps. The caption says how often the class is named.",
        "109": "So many are named at temperature 1. The temperature moves no border for equal costs only.",
        "136": "A high temperature does that: where all chances are nearly equal, the price decides.",
    },
    because="A low temperature drives the chances towards 0 and 1, and a price has to outweigh them. Costs ask for chances that are "
    "true, not only for their order.",
)
bills = choice(
    "P",
    why={
        "Q": "This is one for each good credit, the share of good ones: everybody is refused.",
        "R": "This is the least of the three. At ½ most bad credits are granted, and each costs as much as five refused good ones.",
    },
    because="At ½ most bad credits are granted, at a price of 5 each: dearer than to grant nothing. The threshold that the prices "
    "ask for is cheaper than both.",
)
by_platt = choice(
    "R",
    why={
        "P": "A few values, and 0 among them: these are steps, as isotonic regression makes them.",
        "Q": "Its mean is far above the share of bad ones: class weights did that, and no calibration has taken it back.",
    },
    because="Platt scaling is a sigmoid of the same scores: it moves the mean to the share of bad ones, and different scores stay "
    "different. Isotonic regression has a few steps, mostly with 0 and 1 among them.",
)
