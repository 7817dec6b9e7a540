# MISTAKE: Cuts the rest off with a negative slice, which leaves nothing when there is no rest.
# TOLD: Where nothing is left over you cut everything away:
@lesson.exercise
def tiles(image: np.ndarray, size: int) -> np.ndarray:
    height, width = image.shape
    cropped = image[: -(height % size), : -(width % size)]
    return cropped.reshape(height // size, size, width // size, size).swapaxes(1, 2)
