# RIGHT: Bayes' theorem straight, with an if for the result
@lesson.exercise
def bayes_update(prior: float, sensitivity: float, specificity: float, positive: bool) -> float:
    if_sick = sensitivity if positive else 1 - sensitivity
    if_healthy = 1 - specificity if positive else specificity
    return if_sick * prior / (if_sick * prior + if_healthy * (1 - prior))
