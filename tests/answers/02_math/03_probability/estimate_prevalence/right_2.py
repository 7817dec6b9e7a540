# RIGHT: a root finder on r(p) - k/n, the ends looked at first
from scipy import optimize


@lesson.exercise
def estimate_prevalence(positives: int, n: int, sensitivity: float, specificity: float) -> float:
    def excess(p):
        return p * sensitivity + (1 - p) * (1 - specificity) - positives / n

    if excess(0.0) >= 0:
        return 0.0
    if excess(1.0) <= 0:
        return 1.0
    return float(optimize.brentq(excess, 0.0, 1.0, xtol=1e-15, rtol=1e-14))
