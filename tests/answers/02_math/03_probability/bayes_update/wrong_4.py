# MISTAKE: goes by odds and likelihood ratio, which divides by zero at a prior of 1 or a specificity of 1
# TOLD: You went by the odds. They divide by zero where the
@lesson.exercise
def bayes_update(prior: float, sensitivity: float, specificity: float, positive: bool) -> float:
    ratio = sensitivity / (1 - specificity) if positive else (1 - sensitivity) / specificity
    odds = prior / (1 - prior) * ratio
    return odds / (1 + odds)
