# RIGHT: a lookup table of 256 entries, indexed by the values
@lesson.exercise
def invert(image: np.ndarray) -> np.ndarray:
    table = np.arange(255, -1, -1, dtype=np.uint8)
    return table[image]
