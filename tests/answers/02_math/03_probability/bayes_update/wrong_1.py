# MISTAKE: treats every result as positive
# TOLD: You treat every result as positive. A negative one has
@lesson.exercise
def bayes_update(prior: float, sensitivity: float, specificity: float, positive: bool) -> float:
    return sensitivity * prior / (sensitivity * prior + (1 - specificity) * (1 - prior))
