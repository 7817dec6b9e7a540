# RIGHT: index arrays, broadcast to four axes
@lesson.exercise
def tiles(image: np.ndarray, size: int) -> np.ndarray:
    height, width = image.shape
    down = (
        np.arange(height // size * size).reshape(-1, 1, size, 1) if height >= size else np.empty((0, 1, size, 1), int)
    )
    across = (
        np.arange(width // size * size).reshape(1, -1, 1, size) if width >= size else np.empty((1, 0, 1, size), int)
    )
    return image[down, across]
