# MISTAKE: Demands that not a single value is cut, so that a few stray ones count.
# TOLD: You named none. Each photograph has some value above 215; that is no reason, if there are only a few of them.
@lesson.exercise
def safe_to_brighten() -> list[str]:
    return [name for name, photo in photos.items() if photo.max() <= 215]
