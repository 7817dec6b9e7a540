# MISTAKE: takes the specificity for the probability of an alarm in the healthy
# TOLD: Healthy people have a false alarm with probability 1 −
@lesson.exercise
def bayes_update(prior: float, sensitivity: float, specificity: float, positive: bool) -> float:
    if positive:
        return sensitivity * prior / (sensitivity * prior + specificity * (1 - prior))
    return (1 - sensitivity) * prior / ((1 - sensitivity) * prior + (1 - specificity) * (1 - prior))
