# RIGHT: squares and products, penalty by cross-validated log loss on all rows
import numpy as np
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler
from sklearn.linear_model import LogisticRegressionCV


@lesson.exercise
def honest_classifier(X_fit: np.ndarray, y_fit: np.ndarray, X_choose: np.ndarray, y_choose: np.ndarray):
    X, y = np.vstack([X_fit, X_choose]), np.concatenate([y_fit, y_choose])
    model = make_pipeline(
        StandardScaler(),
        PolynomialFeatures(2, include_bias=False),
        StandardScaler(),
        LogisticRegressionCV(Cs=np.logspace(-3, 2, 11), cv=5, scoring="neg_log_loss", max_iter=2000),
    )
    return model.fit(X, y)
