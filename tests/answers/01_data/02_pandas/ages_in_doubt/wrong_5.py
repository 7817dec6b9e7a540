# MISTAKE: every carrier that loses any flight at all is named, also those of which well over nine in ten are matched
# TOLD: You named every carrier that loses a flight. A
@lesson.exercise
def ages_in_doubt() -> list[str]:
    return ["9E", "AA", "B6", "DL", "F9", "FL", "MQ", "UA", "US", "WN"]
