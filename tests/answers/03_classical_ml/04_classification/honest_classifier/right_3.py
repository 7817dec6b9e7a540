# RIGHT: a support vector machine with a quadratic kernel, Platt scaling on the choosing rows
import numpy as np
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler
from sklearn.calibration import CalibratedClassifierCV
from sklearn.frozen import FrozenEstimator
from sklearn.svm import SVC


@lesson.exercise
def honest_classifier(X_fit: np.ndarray, y_fit: np.ndarray, X_choose: np.ndarray, y_choose: np.ndarray):
    machine = make_pipeline(StandardScaler(), SVC(kernel="poly", degree=2, coef0=1.0, C=1.0)).fit(X_fit, y_fit)
    return CalibratedClassifierCV(FrozenEstimator(machine), method="sigmoid").fit(X_choose, y_choose)
