# MISTAKE: Compares each query with the mean picture of each digit, which is worse than the nearest neighbour.
@lesson.exercise
def read_digits(images: np.ndarray, labels: np.ndarray, queries: np.ndarray) -> np.ndarray:
    means = np.array(
        [images[labels == d].mean(axis=0).ravel() if (labels == d).any() else np.full(784, 1e6) for d in range(10)]
    )
    return distances(queries.reshape(len(queries), -1).astype(float), means).argmin(axis=1)
