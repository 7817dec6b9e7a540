# MISTAKE: calibrates a forest on the rows that fitted it
# TOLD: Your model is certain of some new rows: a chance of exactly 0
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import RandomForestClassifier
from sklearn.frozen import FrozenEstimator


@lesson.exercise
def honest_classifier(X_fit: np.ndarray, y_fit: np.ndarray, X_choose: np.ndarray, y_choose: np.ndarray):
    forest = RandomForestClassifier(300, random_state=0).fit(X_fit, y_fit)
    return CalibratedClassifierCV(FrozenEstimator(forest), method="isotonic").fit(X_fit, y_fit)
