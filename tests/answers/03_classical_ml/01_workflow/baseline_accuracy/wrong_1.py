# MISTAKE: takes the commonest class of the test rows, which is not known beforehand
# TOLD: You took the commonest class of the test rows.
@lesson.exercise
def baseline_accuracy(y_train: np.ndarray, y_test: np.ndarray) -> float:
    return float(np.bincount(y_test).max() / len(y_test))
