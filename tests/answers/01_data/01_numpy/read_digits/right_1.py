# RIGHT: nearest neighbour after a blur, with the earlier exercises
@lesson.exercise
def read_digits(images: np.ndarray, labels: np.ndarray, queries: np.ndarray) -> np.ndarray:
    left = blur(queries, 3).reshape(len(queries), -1)
    right = blur(images, 3).reshape(len(images), -1)
    return labels[weighted_distances(left, right, np.ones(784)).argmin(axis=1)]
