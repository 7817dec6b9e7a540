# RIGHT: np.interp, which stays at the ends by itself
@lesson.exercise
def estimate_prevalence(positives: int, n: int, sensitivity: float, specificity: float) -> float:
    return float(np.interp(positives / n, [1 - specificity, sensitivity], [0.0, 1.0]))
