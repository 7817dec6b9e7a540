# MISTAKE: takes missed effects (1 - power) for the true findings
# TOLD: You used 1 − power, the probability to miss an effect. What is missed
@lesson.exercise
def false_findings(works: float, power: float, alpha: float) -> float:
    false = (1 - works) * alpha
    true = works * (1 - power)
    return false / (false + true)
