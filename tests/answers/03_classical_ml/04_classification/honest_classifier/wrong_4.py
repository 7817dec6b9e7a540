# MISTAKE: a fully grown tree, whose probabilities are all 0 or 1
# TOLD: Your model is certain of some new rows: a chance of exactly 0
import numpy as np
from sklearn.tree import DecisionTreeClassifier


@lesson.exercise
def honest_classifier(X_fit: np.ndarray, y_fit: np.ndarray, X_choose: np.ndarray, y_choose: np.ndarray):
    return DecisionTreeClassifier(random_state=0).fit(np.vstack([X_fit, X_choose]), np.concatenate([y_fit, y_choose]))
