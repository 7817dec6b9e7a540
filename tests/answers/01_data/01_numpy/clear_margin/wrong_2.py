# MISTAKE: Builds a new padded array and only rebinds the local name.
# TOLD: The caller's array is as it was:
@lesson.exercise
def clear_margin(images: np.ndarray, width: int) -> None:
    inside = images[:, width : images.shape[1] - width, width : images.shape[2] - width]
    images = np.pad(inside, ((0, 0), (width, width), (width, width)))
    return images
