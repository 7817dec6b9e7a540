# MISTAKE: The spread of B is taken for a third of slow requests, and the third of slow ones in D for those who had to queue.
# TOLD: Loading and the queue are swapped. A load of
@lesson.exercise
def name_the_faults() -> dict[str, str]:
    return {"A": "timeout", "B": "loading", "C": "company", "D": "queue"}
