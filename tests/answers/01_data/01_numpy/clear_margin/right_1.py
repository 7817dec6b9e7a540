# RIGHT: four slices that end at computed indices
@lesson.exercise
def clear_margin(images: np.ndarray, width: int) -> None:
    height, width_of_picture = images.shape[1:]
    images[:, :width] = 0
    images[:, height - width :] = 0
    images[:, :, :width] = 0
    images[:, :, width_of_picture - width :] = 0
