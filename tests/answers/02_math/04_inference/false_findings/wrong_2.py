# MISTAKE: returns the share of findings that are true
# TOLD: That is the share of findings that are true. The function is asked
@lesson.exercise
def false_findings(works: float, power: float, alpha: float) -> float:
    false = (1 - works) * alpha
    true = works * power
    return true / (false + true)
