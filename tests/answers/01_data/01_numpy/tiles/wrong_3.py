# MISTAKE: Orders the axes wrongly, so that each tile is transposed.
# TOLD: Your tiles are transposed:
@lesson.exercise
def tiles(image: np.ndarray, size: int) -> np.ndarray:
    rows, columns = image.shape[0] // size, image.shape[1] // size
    cropped = image[: rows * size, : columns * size]
    return cropped.reshape(rows, size, columns, size).transpose(0, 2, 3, 1)
