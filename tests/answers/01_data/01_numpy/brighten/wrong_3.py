# MISTAKE: Forgets to convert back, so the result is int16.
# TOLD: The values are right, but the result is wider than a byte.
@lesson.exercise
def brighten(image: np.ndarray, amount: int) -> np.ndarray:
    return np.clip(image.astype(np.int16) + amount, 0, 255)
