# RIGHT: the formula
@lesson.exercise
def implied_precision(base_rate, tpr, fpr):
    rightly = base_rate * tpr
    wrongly = (1 - base_rate) * fpr
    return rightly / (rightly + wrongly)
