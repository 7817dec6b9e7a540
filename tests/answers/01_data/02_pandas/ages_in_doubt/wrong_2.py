# MISTAKE: the number of unmatched flights is looked at instead of their share, which adds a big carrier that is nearly complete
# TOLD: You went by the number of flights that find
@lesson.exercise
def ages_in_doubt() -> list[str]:
    return ["MQ", "AA", "UA"]
