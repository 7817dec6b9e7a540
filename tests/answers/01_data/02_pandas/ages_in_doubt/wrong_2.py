# MISTAKE: the number of unmatched flights is looked at instead of their share, which adds a big carrier that is nearly complete
@lesson.exercise
def ages_in_doubt() -> list[str]:
    return ["MQ", "AA", "UA"]
