# RIGHT: plain broadcasting of a Python int
@lesson.exercise
def invert(image: np.ndarray) -> np.ndarray:
    return 255 - image
