# MISTAKE: takes alpha times the useless ideas as the answer, without dividing by all findings
# TOLD: That is the share of false findings among all tests. Divide by the
@lesson.exercise
def false_findings(works: float, power: float, alpha: float) -> float:
    return (1 - works) * alpha
