# MISTAKE: Averages the three colours first and looks at the brightest grey.
# TOLD: You left out a photograph in which hardly a value would be cut.
@lesson.exercise
def safe_to_brighten() -> list[str]:
    return [name for name, photo in photos.items() if photo.mean(axis=2).max() <= 215]
