# MISTAKE: after a negative result returns the probability of being healthy
# TOLD: After a negative result you return the probability of
@lesson.exercise
def bayes_update(prior: float, sensitivity: float, specificity: float, positive: bool) -> float:
    if positive:
        return sensitivity * prior / (sensitivity * prior + (1 - specificity) * (1 - prior))
    return specificity * (1 - prior) / (specificity * (1 - prior) + (1 - sensitivity) * prior)
