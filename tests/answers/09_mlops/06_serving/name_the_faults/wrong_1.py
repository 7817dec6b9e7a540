# MISTAKE: The two with two humps are exchanged: the farther hump is taken for the loading, the nearer and larger for the timeout.
# TOLD: Loading and the timeout are swapped. Look at where
@lesson.exercise
def name_the_faults() -> dict[str, str]:
    return {"A": "loading", "B": "queue", "C": "company", "D": "timeout"}
