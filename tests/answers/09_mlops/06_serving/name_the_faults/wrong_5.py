# MISTAKE: The batcher is thought to delay only the third of D, and the constant delay of all in C is taken for a model loaded in every request.
# TOLD: Look again at the service in which nobody at
@lesson.exercise
def name_the_faults() -> dict[str, str]:
    return {"A": "timeout", "B": "queue", "C": "loading", "D": "company"}
