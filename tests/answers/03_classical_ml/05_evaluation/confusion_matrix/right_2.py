# RIGHT: each pair becomes one number, which bincount counts
@lesson.exercise
def confusion_matrix(y_true: np.ndarray, y_pred: np.ndarray, n_classes: int) -> np.ndarray:
    pair = np.asarray(y_true) * n_classes + np.asarray(y_pred)
    return np.bincount(pair, minlength=n_classes**2).reshape(n_classes, n_classes)
