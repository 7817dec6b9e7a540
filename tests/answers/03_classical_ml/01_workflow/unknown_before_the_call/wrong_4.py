# MISTAKE: reads poutcome as the outcome of this campaign, though it is that of the earlier one
# TOLD: `pdays`, `previous` and `poutcome` speak of *earlier* campaigns. They
@lesson.exercise
def unknown_before_the_call() -> list[str]:
    return ["duration", "poutcome"]
