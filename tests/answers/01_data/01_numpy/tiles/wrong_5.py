# MISTAKE: Fills an array of zeros with the default dtype float64 instead of the picture's.
# TOLD: The values are right, but they are floats:
@lesson.exercise
def tiles(image: np.ndarray, size: int) -> np.ndarray:
    rows, columns = image.shape[0] // size, image.shape[1] // size
    result = np.zeros((rows, columns, size, size))
    for r in range(rows):
        for c in range(columns):
            result[r, c] = image[r * size : (r + 1) * size, c * size : (c + 1) * size]
    return result
