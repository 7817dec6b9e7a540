# MISTAKE: Does not guard against a picture of one single value, which becomes NaN.
# TOLD: A picture of one single value becomes NaN, zero divided by zero.
@lesson.exercise
def stretch_contrast(images: np.ndarray) -> np.ndarray:
    low = images.min(axis=(1, 2), keepdims=True)
    high = images.max(axis=(1, 2), keepdims=True)
    return (images - low) / (high - low)
