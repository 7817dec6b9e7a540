# RIGHT: saves the inside, clears everything, writes the inside back
@lesson.exercise
def clear_margin(images: np.ndarray, width: int) -> None:
    inside = (slice(None), slice(width, images.shape[1] - width), slice(width, images.shape[2] - width))
    kept = images[inside].copy()
    images.fill(0)
    images[inside] = kept
    return images
