# MISTAKE: Lets the 15 nearest vote with equal weight, which is no better than one with so few known digits.
@lesson.exercise
def read_digits(images: np.ndarray, labels: np.ndarray, queries: np.ndarray) -> np.ndarray:
    d = weighted_distances(
        queries.reshape(len(queries), -1).astype(float), images.reshape(len(images), -1).astype(float), np.ones(784)
    )
    nearest = labels[d.argsort(axis=1)[:, :15]]
    return np.array([np.bincount(votes, minlength=10).argmax() for votes in nearest])
