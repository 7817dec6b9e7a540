# MISTAKE: the carriers with a suspiciously high mean age are named, whether or not their flights were matched
# TOLD: You went by the ages themselves. An old fleet
@lesson.exercise
def ages_in_doubt() -> list[str]:
    return ["AA", "DL", "MQ"]
