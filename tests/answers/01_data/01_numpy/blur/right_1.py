# RIGHT: zero padding and sliding windows
@lesson.exercise
def blur(images: np.ndarray, size: int) -> np.ndarray:
    half = size // 2
    padded = np.pad(images, ((0, 0), (half, half), (half, half)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (size, size), axis=(1, 2))
    return windows.mean(axis=(3, 4), dtype=np.float64)
