# MISTAKE: Clips after the sum has wrapped round in uint8.
# TOLD: Values that leave 0 to 255 come back in at the other end.
@lesson.exercise
def brighten(image: np.ndarray, amount: int) -> np.ndarray:
    return np.clip(image + np.array(amount).astype(np.uint8), 0, 255)
