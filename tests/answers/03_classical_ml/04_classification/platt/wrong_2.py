# MISTAKE: takes scikit-learn's logistic regression as it comes, with its penalty and 0/1 targets
# TOLD: You fitted 0 and 1, and with a penalty. Platt's targets keep a
from sklearn.linear_model import LogisticRegression


@lesson.exercise
def platt(z: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    model = LogisticRegression().fit(z.reshape(-1, 1), y)
    return float(model.coef_[0, 0]), float(model.intercept_[0])
