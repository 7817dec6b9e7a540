# MISTAKE: Uses -width: which for width 0 means everything.
# TOLD: With a margin of 0 everything is gone:
@lesson.exercise
def clear_margin(images: np.ndarray, width: int) -> None:
    images[:, :width] = 0
    images[:, -width:] = 0
    images[:, :, :width] = 0
    images[:, :, -width:] = 0
