# RIGHT: share of values above 215, in a comprehension
@lesson.exercise
def safe_to_brighten() -> list[str]:
    return [name for name in names if (photos[name] > 215).mean() < 0.01]
