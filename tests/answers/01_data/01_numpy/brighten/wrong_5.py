# MISTAKE: Widens and narrows again without clipping, so it wraps on the way back.
# TOLD: Values that leave 0 to 255 come back in at the other end.
@lesson.exercise
def brighten(image: np.ndarray, amount: int) -> np.ndarray:
    return (image.astype(np.int16) + amount).astype(np.uint8)
