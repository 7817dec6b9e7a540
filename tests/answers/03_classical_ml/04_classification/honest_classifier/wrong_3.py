# MISTAKE: a naive Bayes classifier as it comes, which counts related columns twice and knows no products
import numpy as np
from sklearn.naive_bayes import GaussianNB


@lesson.exercise
def honest_classifier(X_fit: np.ndarray, y_fit: np.ndarray, X_choose: np.ndarray, y_choose: np.ndarray):
    return GaussianNB().fit(np.vstack([X_fit, X_choose]), np.concatenate([y_fit, y_choose]))
