# MISTAKE: Negates the values, which in uint8 gives 256 - v.
# TOLD: Your values are one too high, and 0 stays 0:
@lesson.exercise
def invert(image: np.ndarray) -> np.ndarray:
    return -image
