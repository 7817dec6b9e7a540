# MISTAKE: The table has only the classes that occur, so it is too small when one is absent.
# TOLD: Classes that do not occur have lost their row
@lesson.exercise
def confusion_matrix(y_true: np.ndarray, y_pred: np.ndarray, n_classes: int) -> np.ndarray:
    return metrics.confusion_matrix(y_true, y_pred)
