# MISTAKE: A few very slow requests after many fast ones are read as the tail of a queue, though there is nothing between the two groups.
# TOLD: The timeout and the queue are swapped. A fixed
@lesson.exercise
def name_the_faults() -> dict[str, str]:
    return {"A": "queue", "B": "timeout", "C": "company", "D": "loading"}
