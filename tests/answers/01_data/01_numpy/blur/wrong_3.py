# MISTAKE: Uses the windows inside the picture only and leaves the border values as they were.
# TOLD: At the border the values are as they were:
@lesson.exercise
def blur(images: np.ndarray, size: int) -> np.ndarray:
    half, (n, height, width) = size // 2, images.shape
    result = images.astype(float)
    if min(height, width) >= size:
        windows = np.lib.stride_tricks.sliding_window_view(images, (size, size), axis=(1, 2))
        result[:, half : height - half, half : width - half] = windows.mean(axis=(3, 4))
    return result
