# MISTAKE: always says 0, whatever is commonest
# TOLD: The results are exactly those for zeros in place
@lesson.exercise
def baseline_accuracy(y_train: np.ndarray, y_test: np.ndarray) -> float:
    return float((y_test == 0).mean())
