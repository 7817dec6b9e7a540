# RIGHT: widen to int16, clip, narrow
@lesson.exercise
def brighten(image: np.ndarray, amount: int) -> np.ndarray:
    return np.clip(image.astype(np.int16) + amount, 0, 255).astype(np.uint8)
