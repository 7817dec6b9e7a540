# MISTAKE: forgets the base rate, as if there were as many positives as negatives
# TOLD: You left the base rates out. Both rates must
@lesson.exercise
def implied_precision(base_rate, tpr, fpr):
    return tpr / (tpr + fpr)
