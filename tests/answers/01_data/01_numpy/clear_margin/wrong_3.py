# MISTAKE: Forgets the axis of pictures and clears the first and last pictures and the rows.
# TOLD: You cleared the first and last pictures of the stack.
@lesson.exercise
def clear_margin(images: np.ndarray, width: int) -> None:
    if width == 0:
        return
    images[:width] = 0
    images[-width:] = 0
    images[:, :width] = 0
    images[:, -width:] = 0
