# MISTAKE: solves for p and does not keep it within 0 and 1
# TOLD: Your estimate leaves [0, 1]. Where no prevalence gives
@lesson.exercise
def estimate_prevalence(positives: int, n: int, sensitivity: float, specificity: float) -> float:
    return (positives / n + specificity - 1) / (sensitivity + specificity - 1)
