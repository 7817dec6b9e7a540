# RIGHT: Bayes in odds: prior odds of the wrong kind times the likelihood ratio, with the border cases first
@lesson.exercise
def implied_precision(base_rate, tpr, fpr):
    if base_rate == 0 or tpr == 0:
        return 0.0
    against = (1 - base_rate) / base_rate * (fpr / tpr)
    return 1 / (1 + against)
