# RIGHT: a weighted mean of 1 (the truly positive) and 0 (the others) among the selected
@lesson.exercise
def implied_precision(base_rate, tpr, fpr):
    return float(np.average([1.0, 0.0], weights=[tpr * base_rate, fpr * (1 - base_rate)]))
