# MISTAKE: takes the complement of the precision (the false discovery rate) for the false positive rate
# TOLD: 1 − precision is the share of the selected
@lesson.exercise
def rates_that_follow(base_rate, selection_rate, precision):
    tpr = precision * selection_rate / base_rate
    fpr = 1 - precision
    if tpr > 1 or fpr > 1:
        raise ValueError("no classifier can do it")
    return tpr, fpr
