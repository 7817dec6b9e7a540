# MISTAKE: Divides by the brightest value as it was before the darkest was subtracted.
# TOLD: You divided by the brightest value as it was before the darkest was taken off.
@lesson.exercise
def stretch_contrast(images: np.ndarray) -> np.ndarray:
    low = images.min(axis=(1, 2), keepdims=True)
    brightest = images.max(axis=(1, 2), keepdims=True)
    brightest[brightest == 0] = 1
    return (images - low) / brightest
