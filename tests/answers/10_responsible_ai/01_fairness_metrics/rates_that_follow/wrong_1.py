# MISTAKE: cuts an impossible rate to 1 instead of saying that no classifier can do it
# TOLD: A rate of more than 1 came back, or
@lesson.exercise
def rates_that_follow(base_rate, selection_rate, precision):
    tpr = precision * selection_rate / base_rate
    fpr = (1 - precision) * selection_rate / (1 - base_rate)
    return min(tpr, 1.0), min(fpr, 1.0)
