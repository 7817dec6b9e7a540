# RIGHT: a histogram by bincount in a loop; returns a set
@lesson.exercise
def safe_to_brighten() -> list[str]:
    safe = set()
    for name, photo in photos.items():
        counts = np.bincount(photo.ravel(), minlength=256)
        if counts[216:].sum() < counts.sum() / 100:
            safe.add(name)
    return safe
