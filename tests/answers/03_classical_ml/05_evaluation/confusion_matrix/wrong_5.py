# MISTAKE: As in some textbooks the positive class comes first, so the classes are in falling order along both axes.
# TOLD: The classes stand in falling order. Row and column
@lesson.exercise
def confusion_matrix(y_true: np.ndarray, y_pred: np.ndarray, n_classes: int) -> np.ndarray:
    counts = np.zeros((n_classes, n_classes), dtype=int)
    for true, predicted in zip(y_true, y_pred):
        counts[true, predicted] += 1
    return counts[::-1, ::-1]
