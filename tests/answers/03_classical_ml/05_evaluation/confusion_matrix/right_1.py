# RIGHT: a plain loop over the rows that adds one to a cell
@lesson.exercise
def confusion_matrix(y_true: np.ndarray, y_pred: np.ndarray, n_classes: int) -> np.ndarray:
    counts = np.zeros((n_classes, n_classes), dtype=int)
    for true, predicted in zip(y_true, y_pred):
        counts[true, predicted] += 1
    return counts
