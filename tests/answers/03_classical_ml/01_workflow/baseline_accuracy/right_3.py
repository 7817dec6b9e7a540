# RIGHT: pandas' mode, which is sorted, and scikit-learn's accuracy_score
from sklearn.metrics import accuracy_score


@lesson.exercise
def baseline_accuracy(y_train: np.ndarray, y_test: np.ndarray) -> float:
    commonest = pd.Series(y_train).mode().iloc[0]
    return float(accuracy_score(y_test, np.full(len(y_test), commonest)))
