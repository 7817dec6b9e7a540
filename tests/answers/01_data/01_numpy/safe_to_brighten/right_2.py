# RIGHT: a high percentile of each photograph, filter and lambda
@lesson.exercise
def safe_to_brighten() -> list[str]:
    return list(filter(lambda name: np.percentile(photos[name], 99) <= 215, names))
