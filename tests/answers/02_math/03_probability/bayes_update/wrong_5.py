# MISTAKE: forgets to weight the healthy with 1 - prior in the denominator
# TOLD: Your denominator has no weight 1 − prior for the
@lesson.exercise
def bayes_update(prior: float, sensitivity: float, specificity: float, positive: bool) -> float:
    if positive:
        return sensitivity * prior / (sensitivity * prior + (1 - specificity))
    return (1 - sensitivity) * prior / ((1 - sensitivity) * prior + specificity)
