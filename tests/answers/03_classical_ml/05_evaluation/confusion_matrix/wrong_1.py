# MISTAKE: Rows and columns are swapped: the row is the prediction and the column the truth.
# TOLD: Rows and columns have changed places: the first index
@lesson.exercise
def confusion_matrix(y_true: np.ndarray, y_pred: np.ndarray, n_classes: int) -> np.ndarray:
    counts = np.zeros((n_classes, n_classes), dtype=int)
    np.add.at(counts, (y_pred, y_true), 1)
    return counts
