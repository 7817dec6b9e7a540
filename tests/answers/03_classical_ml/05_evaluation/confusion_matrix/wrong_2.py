# MISTAKE: Indexed += counts a pair that comes several times only once.
# TOLD: A pair that comes several times was counted once:
@lesson.exercise
def confusion_matrix(y_true: np.ndarray, y_pred: np.ndarray, n_classes: int) -> np.ndarray:
    counts = np.zeros((n_classes, n_classes), dtype=int)
    counts[y_true, y_pred] += 1
    return counts
