# MISTAKE: stops at the share of all people who are rightly selected and does not divide by the selected
# TOLD: That is the share of the whole group that
@lesson.exercise
def implied_precision(base_rate, tpr, fpr):
    return base_rate * tpr
