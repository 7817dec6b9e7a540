# MISTAKE: class weights, and nothing that takes them out of the probabilities again
# TOLD: On the new rows your mean probability is more than 0.1 away
import numpy as np
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler
from sklearn.linear_model import LogisticRegression


@lesson.exercise
def honest_classifier(X_fit: np.ndarray, y_fit: np.ndarray, X_choose: np.ndarray, y_choose: np.ndarray):
    model = make_pipeline(
        StandardScaler(),
        PolynomialFeatures(2, include_bias=False),
        StandardScaler(),
        LogisticRegression(class_weight="balanced", max_iter=2000),
    )
    return model.fit(np.vstack([X_fit, X_choose]), np.concatenate([y_fit, y_choose]))
