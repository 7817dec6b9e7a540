# RIGHT: read off the pictures, a literal
@lesson.exercise
def name_the_faults() -> dict[str, str]:
    return {"A": "timeout", "B": "queue", "C": "company", "D": "loading"}
