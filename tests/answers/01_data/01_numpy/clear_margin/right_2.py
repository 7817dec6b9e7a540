# RIGHT: a Boolean mask of one picture, applied to all
@lesson.exercise
def clear_margin(images: np.ndarray, width: int) -> None:
    margin = np.ones(images.shape[1:], dtype=bool)
    margin[width : margin.shape[0] - width, width : margin.shape[1] - width] = False
    images[:, margin] = 0
