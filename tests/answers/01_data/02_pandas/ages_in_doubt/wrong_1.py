# MISTAKE: only the carrier with the smallest share is named; the second one, with under a third matched, is overlooked
# TOLD: A carrier is not in your list although most
@lesson.exercise
def ages_in_doubt() -> list[str]:
    return ["MQ"]
