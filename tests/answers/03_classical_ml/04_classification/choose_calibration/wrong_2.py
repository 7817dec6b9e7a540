# MISTAKE: compares the losses on the rows on which the calibrations were learned
# TOLD: You learned and measured on the same rows. There isotonic
from scipy.optimize import minimize
from sklearn.isotonic import IsotonicRegression


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
    steps = IsotonicRegression(out_of_bounds="clip").fit(z_fit, y_fit).predict(z_fit)

    def from_logit(s):
        return np.logaddexp(0, np.where(y_fit == 1, -s, s)).mean()

    with np.errstate(divide="ignore"):
        of_steps = -np.log(np.where(y_fit == 1, steps, 1 - steps)).mean()
    losses = {"none": from_logit(z_fit), "platt": from_logit(a * z_fit + b), "isotonic": of_steps}
    return min(losses, key=losses.get)
