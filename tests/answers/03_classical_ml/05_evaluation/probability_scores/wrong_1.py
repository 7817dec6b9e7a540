# MISTAKE: The log loss leaves out the rows whose outcome is 0.
# TOLD: Only the rows with y = 1 enter your
@lesson.exercise
def probability_scores(y_true: np.ndarray, p: np.ndarray) -> tuple[float, float]:
    return float(np.mean((p - y_true) ** 2)), float(-np.mean(y_true * np.log(p)))
