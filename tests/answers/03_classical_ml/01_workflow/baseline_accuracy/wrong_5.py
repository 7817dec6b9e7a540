# MISTAKE: takes the mean above one half for the commonest class, which holds only for the labels 0 and 1
# TOLD: You went by the mean of the labels, which
@lesson.exercise
def baseline_accuracy(y_train: np.ndarray, y_test: np.ndarray) -> float:
    commonest = int(y_train.mean() > 0.5)
    return float((y_test == commonest).mean())
