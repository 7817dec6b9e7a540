# MISTAKE: keeps the estimate from going below 0 but not above 1
# TOLD: You stop at 0 below but not at 1 above. More alarms
@lesson.exercise
def estimate_prevalence(positives: int, n: int, sensitivity: float, specificity: float) -> float:
    return max(0.0, (positives / n + specificity - 1) / (sensitivity + specificity - 1))
