# MISTAKE: Computes with a float and returns float64 instead of uint8.
# TOLD: The values are right, but they are floats now.
@lesson.exercise
def invert(image: np.ndarray) -> np.ndarray:
    return 255.0 - image
