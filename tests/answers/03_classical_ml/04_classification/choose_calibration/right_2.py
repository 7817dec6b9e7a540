# RIGHT: scikit-learn for both calibrations, scipy's xlogy for the losses
from scipy.special import expit, xlogy
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression


@lesson.exercise
def choose_calibration(z_fit: np.ndarray, y_fit: np.ndarray, z_new: np.ndarray, y_new: np.ndarray) -> str:
    n1 = int((y_fit == 1).sum())
    n0 = len(y_fit) - n1
    t = np.where(y_fit == 1, (n1 + 1) / (n1 + 2), 1 / (n0 + 2))
    column = np.asarray(z_fit, dtype=float)[:, None]
    model = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-10, max_iter=1000)
    model.fit(np.vstack([column, column]), np.repeat([1, 0], len(t)), sample_weight=np.concatenate([t, 1 - t]))
    scores = model.decision_function(np.asarray(z_new, dtype=float)[:, None])
    steps = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(z_fit, y_fit).predict(z_new)
    pairs = [("none", expit(z_new), expit(-z_new)), ("platt", expit(scores), expit(-scores)), ("isotonic", steps, 1 - steps)]
    losses = [(float(-np.mean(xlogy(y_new, p) + xlogy(1 - y_new, q))), name) for name, p, q in pairs]
    return min(losses)[1]
