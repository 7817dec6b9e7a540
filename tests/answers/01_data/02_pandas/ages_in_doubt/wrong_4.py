# MISTAKE: the share of missing tail numbers is looked at, although a tail number may be there and not be in planes
# TOLD: You went by the flights without a tail number.
@lesson.exercise
def ages_in_doubt() -> list[str]:
    return ["9E", "US"]
