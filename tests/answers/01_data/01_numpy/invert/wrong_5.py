# MISTAKE: Assumes that a picture has exactly two axes.
# TOLD: You unpacked the shape into two lengths.
@lesson.exercise
def invert(image: np.ndarray) -> np.ndarray:
    height, width = image.shape
    negative = np.empty_like(image)
    for r in range(height):
        for c in range(width):
            negative[r, c] = 255 - image[r, c]
    return negative
