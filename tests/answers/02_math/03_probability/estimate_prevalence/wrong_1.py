# MISTAKE: takes the share of alarms for the prevalence
# TOLD: That is the share of alarms. Some alarms are false and
@lesson.exercise
def estimate_prevalence(positives: int, n: int, sensitivity: float, specificity: float) -> float:
    return positives / n
