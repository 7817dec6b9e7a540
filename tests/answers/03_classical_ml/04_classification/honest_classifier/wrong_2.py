# MISTAKE: weighted sums of the columns only, no squares or products
# TOLD: The log-odds of your model are a weighted sum of the columns as
import numpy as np
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler
from sklearn.linear_model import LogisticRegression


@lesson.exercise
def honest_classifier(X_fit: np.ndarray, y_fit: np.ndarray, X_choose: np.ndarray, y_choose: np.ndarray):
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000))
    return model.fit(np.vstack([X_fit, X_choose]), np.concatenate([y_fit, y_choose]))
