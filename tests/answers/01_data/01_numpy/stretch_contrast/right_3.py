# RIGHT: a loop over pictures into zeros, np.divide with out
@lesson.exercise
def stretch_contrast(images: np.ndarray) -> np.ndarray:
    result = np.zeros(images.shape)
    for picture, target in zip(images, result, strict=True):
        low, high = picture.min(), picture.max()
        if high > low:
            np.divide(picture - low, high - low, out=target)
    return result
