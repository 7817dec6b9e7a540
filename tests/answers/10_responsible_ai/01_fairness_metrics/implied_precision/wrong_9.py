# MISTAKE: takes precision for the complement of the false positive rate (that is the specificity)
# TOLD: 1 − fpr is the share of the negatives
@lesson.exercise
def implied_precision(base_rate, tpr, fpr):
    return 1 - fpr
