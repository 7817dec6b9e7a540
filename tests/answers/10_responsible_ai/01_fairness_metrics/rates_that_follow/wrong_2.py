# MISTAKE: checks the true positive rate only, although the false positive rate can be impossible as well
# TOLD: A rate of more than 1 came back, or
@lesson.exercise
def rates_that_follow(base_rate, selection_rate, precision):
    tpr = precision * selection_rate / base_rate
    if tpr > 1:
        raise ValueError("no classifier can do it")
    return tpr, (1 - precision) * selection_rate / (1 - base_rate)
