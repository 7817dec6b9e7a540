# MISTAKE: Does not drop what is left over, so the reshape fails unless the size divides both sides.
# TOLD: What is left over must be dropped before you reshape, or the values do not fit into the tiles.
@lesson.exercise
def tiles(image: np.ndarray, size: int) -> np.ndarray:
    rows, columns = image.shape[0] // size, image.shape[1] // size
    return image.reshape(rows, size, columns, size).transpose(0, 2, 1, 3)
