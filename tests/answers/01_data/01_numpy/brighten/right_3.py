# RIGHT: stays in uint8: clips before the addition or subtraction
@lesson.exercise
def brighten(image: np.ndarray, amount: int) -> np.ndarray:
    step = np.uint8(abs(amount))
    if amount >= 0:
        return np.minimum(image, np.uint8(255 - amount)) + step
    return np.maximum(image, step) - step
