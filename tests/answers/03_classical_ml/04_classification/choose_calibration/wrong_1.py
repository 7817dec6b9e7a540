# MISTAKE: takes scikit-learn's log_loss, which clips the certain mistakes
# TOLD: Your log loss is clipped, so that a certain mistake costs some
from scipy.optimize import minimize
from sklearn.isotonic import IsotonicRegression
from scipy.special import expit
from sklearn.metrics import log_loss


@lesson.exercise
def choose_calibration(z_fit: np.ndarray, y_fit: np.ndarray, z_new: np.ndarray, y_new: np.ndarray) -> str:
    n1 = int(np.sum(y_fit == 1))
    n0 = len(y_fit) - n1
    t = np.where(y_fit == 1, (n1 + 1) / (n1 + 2), 1 / (n0 + 2))

    def objective(theta):
        s = theta[0] * z_fit + theta[1]
        r = np.exp(-np.logaddexp(0, -s)) - t
        return np.mean(np.logaddexp(0, s) - t * s), np.array([np.mean(r * z_fit), np.mean(r)])

    a, b = minimize(objective, np.zeros(2), jac=True, method="BFGS", options={"gtol": 1e-9}).x
    steps = IsotonicRegression(out_of_bounds="clip").fit(z_fit, y_fit).predict(z_new)
    p = {"none": expit(z_new), "platt": expit(a * z_new + b), "isotonic": steps}
    losses = {name: log_loss(y_new, value, labels=[0, 1]) for name, value in p.items()}
    return min(losses, key=losses.get)
