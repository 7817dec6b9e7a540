# MISTAKE: Judges by mean plus one standard deviation instead of by how many values are really cut.
# TOLD: You named a photograph in which a large part of the values would be cut.
@lesson.exercise
def safe_to_brighten() -> list[str]:
    return [name for name, photo in photos.items() if photo.mean() + photo.std() <= 215]
