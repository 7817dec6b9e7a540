# MISTAKE: Takes a slice of everything for a copy, but it is a view.
# TOLD: The result is right, and the caller's array is overwritten with it.
@lesson.exercise
def stretch_contrast(images: np.ndarray) -> np.ndarray:
    pixels = images[:].reshape(len(images), -1)
    pixels -= pixels.min(axis=1, keepdims=True)
    brightest = pixels.max(axis=1, keepdims=True)
    brightest[brightest == 0] = 1
    pixels /= brightest
    return pixels.reshape(images.shape)
