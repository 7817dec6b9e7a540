# MISTAKE: Only reshapes, so each tile is filled with consecutive values of the cropped picture instead of a square of it.
# TOLD: You reshaped to the final shape at once.
@lesson.exercise
def tiles(image: np.ndarray, size: int) -> np.ndarray:
    rows, columns = image.shape[0] // size, image.shape[1] // size
    return image[: rows * size, : columns * size].reshape(rows, columns, size, size)
