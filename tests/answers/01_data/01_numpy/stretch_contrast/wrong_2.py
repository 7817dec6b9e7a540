# MISTAKE: Takes the darkest and the brightest value of all pictures together.
# TOLD: You scaled all pictures together.
@lesson.exercise
def stretch_contrast(images: np.ndarray) -> np.ndarray:
    low, high = images.min(), images.max()
    if high == low:
        return np.zeros_like(images)
    return (images - low) / (high - low)
