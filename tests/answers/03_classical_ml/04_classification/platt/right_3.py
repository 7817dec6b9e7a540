# RIGHT: scikit-learn without a penalty: every row twice, as a one of weight t and a zero of weight 1 − t
from sklearn.linear_model import LogisticRegression


@lesson.exercise
def platt(z: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    n1 = int(np.sum(y == 1))
    n0 = len(y) - n1
    t = np.where(y == 1, (n1 + 1) / (n1 + 2), 1 / (n0 + 2))
    centre, spread = z.mean(), z.std()
    u = ((z - centre) / spread)[:, None]
    model = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-10, max_iter=1000)
    model.fit(np.vstack([u, u]), np.repeat([1, 0], len(z)), sample_weight=np.concatenate([t, 1 - t]))
    a = model.coef_[0, 0] / spread
    return float(a), float(model.intercept_[0] - a * centre)
