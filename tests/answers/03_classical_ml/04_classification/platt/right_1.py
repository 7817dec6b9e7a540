# RIGHT: BFGS on the standardised score, turned back
from scipy.optimize import minimize


@lesson.exercise
def platt(z: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    n1 = int(np.sum(y == 1))
    n0 = len(y) - n1
    t = np.where(y == 1, (n1 + 1) / (n1 + 2), 1 / (n0 + 2))
    x = z
    centre, spread = x.mean(), x.std()
    u = (x - centre) / spread

    def objective(theta):
        s = theta[0] * u + theta[1]
        r = np.exp(-np.logaddexp(0, -s)) - t
        return np.mean(np.logaddexp(0, s) - t * s), np.array([np.mean(r * u), np.mean(r)])

    slope, offset = minimize(objective, np.zeros(2), jac=True, method="BFGS", options={"gtol": 1e-9}).x
    a, b = slope / spread, offset - slope * centre / spread
    return float(a), float(b)
