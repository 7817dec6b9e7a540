# MISTAKE: Subtracts from the brightest value of the picture instead of from 255.
# TOLD: You took the values off the brightest of this picture, which an empty one does not have.
@lesson.exercise
def invert(image: np.ndarray) -> np.ndarray:
    return image.max() - image
