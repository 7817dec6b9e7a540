# MISTAKE: Clips only above, so that values below 0 wrap round to bright ones.
# TOLD: You cut at 255 only. With a negative amount values fall below 0 and wrap round to bright ones.
@lesson.exercise
def brighten(image: np.ndarray, amount: int) -> np.ndarray:
    return np.minimum(image.astype(int) + amount, 255).astype(np.uint8)
