# MISTAKE: fits the outcomes 0 and 1 themselves, without Platt's targets
# TOLD: You fitted 0 and 1. Platt's targets keep a distance from both,
from scipy.optimize import minimize


@lesson.exercise
def platt(z: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    n1 = int(np.sum(y == 1))
    n0 = len(y) - n1
    t = y.astype(float)
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
