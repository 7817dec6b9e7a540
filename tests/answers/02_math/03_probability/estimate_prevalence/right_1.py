# RIGHT: the line solved for p and clipped
@lesson.exercise
def estimate_prevalence(positives: int, n: int, sensitivity: float, specificity: float) -> float:
    p = (positives / n - (1 - specificity)) / (sensitivity + specificity - 1)
    return float(np.clip(p, 0.0, 1.0))
