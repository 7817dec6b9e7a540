# MISTAKE: Writes the negative into the caller's picture instead of a new array.
# TOLD: The result is right, but the call changed its argument `image` in place:
@lesson.exercise
def invert(image: np.ndarray) -> np.ndarray:
    image[...] = 255 - image
    return image
