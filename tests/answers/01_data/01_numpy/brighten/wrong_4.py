# MISTAKE: Writes the result into the caller's picture instead of a new array.
# TOLD: The result is right, but the call changed its argument `image` in place:
@lesson.exercise
def brighten(image: np.ndarray, amount: int) -> np.ndarray:
    image[...] = np.clip(image.astype(np.int16) + amount, 0, 255)
    return image
