# MISTAKE: ignores the prior: compares only alpha and power
# TOLD: You forgot how many ideas work. False alarms come from those that do
@lesson.exercise
def false_findings(works: float, power: float, alpha: float) -> float:
    return alpha / (alpha + power)
