# RIGHT: two band matrices, one for each direction
@lesson.exercise
def blur(images: np.ndarray, size: int) -> np.ndarray:
    def band(length):
        places = np.arange(length)
        return (abs(places[:, None] - places) <= size // 2) / size

    return band(images.shape[1]) @ images.astype(float) @ band(images.shape[2])
