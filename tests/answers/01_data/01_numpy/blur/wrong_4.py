# MISTAKE: Divides by the number of values inside the picture, so the zeros beyond the border do not count.
# TOLD: At the border you divided by the values that lie inside.
@lesson.exercise
def blur(images: np.ndarray, size: int) -> np.ndarray:
    half = size // 2

    def total(pictures):
        padded = np.pad(pictures.astype(float), ((0, 0), (half, half), (half, half)))
        return np.lib.stride_tricks.sliding_window_view(padded, (size, size), axis=(1, 2)).sum(axis=(3, 4))

    return total(images) / total(np.ones(images.shape))
