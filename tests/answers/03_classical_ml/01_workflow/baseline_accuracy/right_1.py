# RIGHT: bincount and argmax, which takes the smaller of a tie
@lesson.exercise
def baseline_accuracy(y_train: np.ndarray, y_test: np.ndarray) -> float:
    commonest = np.bincount(y_train).argmax()
    return float(np.mean(y_test == commonest))
