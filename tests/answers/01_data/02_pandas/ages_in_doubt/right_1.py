# RIGHT: the two codes as a list, read off a table of the share of flights that find an aircraft
@lesson.exercise
def ages_in_doubt() -> list[str]:
    return ["AA", "MQ"]
