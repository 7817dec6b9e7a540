# MISTAKE: Pads the axis of pictures as well, so that there are more pictures than given.
# TOLD: Black pictures were added before the first and after the last:
@lesson.exercise
def blur(images: np.ndarray, size: int) -> np.ndarray:
    padded = np.pad(images, size // 2)
    windows = np.lib.stride_tricks.sliding_window_view(padded, (size, size), axis=(1, 2))
    return windows.mean(axis=(3, 4))
