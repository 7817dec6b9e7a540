# RIGHT: bitwise not, which is 255 - v for uint8
@lesson.exercise
def invert(image: np.ndarray) -> np.ndarray:
    return ~image
