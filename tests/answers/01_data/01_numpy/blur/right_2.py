# RIGHT: size² shifted slices added up in a float array
@lesson.exercise
def blur(images: np.ndarray, size: int) -> np.ndarray:
    half, (n, height, width) = size // 2, images.shape
    padded = np.zeros((n, height + 2 * half, width + 2 * half))
    padded[:, half : half + height, half : half + width] = images
    total = np.zeros(images.shape)
    for r in range(size):
        for c in range(size):
            total += padded[:, r : r + height, c : c + width]
    return total / size**2
