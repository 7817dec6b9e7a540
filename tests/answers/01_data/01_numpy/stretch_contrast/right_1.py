# RIGHT: the given code with one copy
@lesson.exercise
def stretch_contrast(images: np.ndarray) -> np.ndarray:
    pixels = images.reshape(len(images), -1).copy()
    pixels -= pixels.min(axis=1, keepdims=True)
    brightest = pixels.max(axis=1, keepdims=True)
    brightest[brightest == 0] = 1
    pixels /= brightest
    return pixels.reshape(images.shape)
