# RIGHT: degree and C by the log loss on the choosing rows, then a fit on all rows
import numpy as np
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss


@lesson.exercise
def honest_classifier(X_fit: np.ndarray, y_fit: np.ndarray, X_choose: np.ndarray, y_choose: np.ndarray):
    best, least = None, np.inf
    for degree in (1, 2):
        for C in (0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10):
            model = make_pipeline(
                StandardScaler(),
                PolynomialFeatures(degree, include_bias=False),
                StandardScaler(),
                LogisticRegression(C=C, max_iter=2000),
            ).fit(X_fit, y_fit)
            loss = log_loss(y_choose, model.predict_proba(X_choose), labels=[0, 1])
            if loss < least:
                best, least = model, loss
    return clone(best).fit(np.vstack([X_fit, X_choose]), np.concatenate([y_fit, y_choose]))
