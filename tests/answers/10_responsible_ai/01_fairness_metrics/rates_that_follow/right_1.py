# RIGHT: the two formulas and a check
@lesson.exercise
def rates_that_follow(base_rate, selection_rate, precision):
    tpr = precision * selection_rate / base_rate
    fpr = (1 - precision) * selection_rate / (1 - base_rate)
    if tpr > 1 or fpr > 1:
        raise ValueError("no classifier can do it")
    return tpr, fpr
