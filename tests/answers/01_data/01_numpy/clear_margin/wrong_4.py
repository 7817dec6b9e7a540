# MISTAKE: Indexes with a list first and then writes into the resulting copy.
# TOLD: The caller's array is as it was:
@lesson.exercise
def clear_margin(images: np.ndarray, width: int) -> None:
    height, across = images.shape[1:]
    rows = list(range(width)) + list(range(height - width, height))
    columns = list(range(width)) + list(range(across - width, across))
    images[:, rows][:] = 0
    images[:, :, columns][:] = 0
