# by odds: odds of a false finding to a share, works = 1 apart
@lesson.exercise
def false_findings(works: float, power: float, alpha: float) -> float:
    if works >= 1:
        return 0.0
    odds_true = works / (1 - works) * power / alpha
    return 1 / (1 + odds_true)
