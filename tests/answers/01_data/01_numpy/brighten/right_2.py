# RIGHT: a lookup table of all 256 values
@lesson.exercise
def brighten(image: np.ndarray, amount: int) -> np.ndarray:
    table = np.array([min(max(value + amount, 0), 255) for value in range(256)], dtype=np.uint8)
    return table[image]
