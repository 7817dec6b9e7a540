# MISTAKE: weights alpha by all ideas, not only by those without an effect
# TOLD: Alpha is the share of false alarms among the ideas that have no
@lesson.exercise
def false_findings(works: float, power: float, alpha: float) -> float:
    false = alpha
    true = works * power
    return false / (false + true)
