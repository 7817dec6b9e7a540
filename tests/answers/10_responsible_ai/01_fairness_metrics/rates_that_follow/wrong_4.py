# MISTAKE: divides the wrongly selected by everybody and not by the negatives
# TOLD: One of the two rates was left undivided, as
@lesson.exercise
def rates_that_follow(base_rate, selection_rate, precision):
    tpr = precision * selection_rate / base_rate
    fpr = (1 - precision) * selection_rate
    if tpr > 1 or fpr > 1:
        raise ValueError("no classifier can do it")
    return tpr, fpr
