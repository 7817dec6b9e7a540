# MISTAKE: Each row is divided by its sum, which gives shares of the true class and not counts.
# TOLD: You divided by the row sums. Here counts are
@lesson.exercise
def confusion_matrix(y_true: np.ndarray, y_pred: np.ndarray, n_classes: int) -> np.ndarray:
    counts = np.zeros((n_classes, n_classes))
    for true, predicted in zip(y_true, y_pred):
        counts[true, predicted] += 1
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
