# Bayes' theorem as a formula
@lesson.exercise
def false_findings(works: float, power: float, alpha: float) -> float:
    false = (1 - works) * alpha
    true = works * power
    return false / (false + true)
