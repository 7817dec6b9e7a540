# MISTAKE: weights the false positive rate by the base rate and the true positive rate by the rest, the wrong way round
# TOLD: The weights are swapped: tpr belongs to the share
@lesson.exercise
def implied_precision(base_rate, tpr, fpr):
    hits = (1 - base_rate) * tpr
    alarms = base_rate * fpr
    return hits / (hits + alarms) if hits + alarms else 0.0
