# RIGHT: crop, reshape to four axes, swap the middle ones
@lesson.exercise
def tiles(image: np.ndarray, size: int) -> np.ndarray:
    rows, columns = image.shape[0] // size, image.shape[1] // size
    cropped = image[: rows * size, : columns * size]
    return cropped.reshape(rows, size, columns, size).swapaxes(1, 2)
