# MISTAKE: The logarithm is that to base 2 (bits) and not the natural one.
# TOLD: Your logarithm has another base. The natural one was
@lesson.exercise
def probability_scores(y_true: np.ndarray, p: np.ndarray) -> tuple[float, float]:
    return float(np.mean((p - y_true) ** 2)), float(-np.mean(np.log2(np.where(y_true == 1, p, 1 - p))))
