# MISTAKE: Adds up in an array of the pictures' dtype, which overflows for uint8.
# TOLD: You added up in the dtype of the pictures, and a sum of bytes wraps round.
@lesson.exercise
def blur(images: np.ndarray, size: int) -> np.ndarray:
    half, (n, height, width) = size // 2, images.shape
    padded = np.pad(images, ((0, 0), (half, half), (half, half)))
    total = np.zeros_like(images)
    for r in range(size):
        for c in range(size):
            total += padded[:, r : r + height, c : c + width]
    return total / size**2
