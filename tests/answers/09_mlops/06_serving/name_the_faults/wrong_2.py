# MISTAKE: All requests in one slow bucket are read as a queue, and the wide spread as a batcher holding requests for different times.
# TOLD: Waiting for company and the queue are swapped. Company
@lesson.exercise
def name_the_faults() -> dict[str, str]:
    return {"A": "timeout", "B": "company", "C": "queue", "D": "loading"}
