# MISTAKE: refuses a rate of exactly 1 too, which a classifier can have
# TOLD: A rate of exactly 1 was refused. To find
@lesson.exercise
def rates_that_follow(base_rate, selection_rate, precision):
    tpr = precision * selection_rate / base_rate
    fpr = (1 - precision) * selection_rate / (1 - base_rate)
    if not (tpr < 1 and fpr < 1):
        raise ValueError("no classifier can do it")
    return tpr, fpr
