# RIGHT: the product of two one-hot matrices, as floats
@lesson.exercise
def confusion_matrix(y_true: np.ndarray, y_pred: np.ndarray, n_classes: int) -> np.ndarray:
    classes = np.arange(n_classes)
    truth = (np.asarray(y_true)[:, None] == classes).astype(float)
    guess = (np.asarray(y_pred)[:, None] == classes).astype(float)
    return truth.T @ guess
