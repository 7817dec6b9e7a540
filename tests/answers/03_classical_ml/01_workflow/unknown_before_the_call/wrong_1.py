# MISTAKE: takes campaign for unknown because it counts this call too, though it is simply one more than the calls so far
# TOLD: `campaign` counts this call too, but that there will
@lesson.exercise
def unknown_before_the_call() -> list[str]:
    return ["duration", "campaign"]
