# MISTAKE: applies the false positive rate to everybody and not to the negatives only
# TOLD: Only one of the two rates is weighted: the
@lesson.exercise
def implied_precision(base_rate, tpr, fpr):
    return base_rate * tpr / (base_rate * tpr + fpr)
