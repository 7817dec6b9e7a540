# MISTAKE: Draws noise for additional examples from a generator without a seed, so the answers change from call to call.
# TOLD: Two calls with the same arguments read different digits.
@lesson.exercise
def read_digits(images: np.ndarray, labels: np.ndarray, queries: np.ndarray) -> np.ndarray:
    rng = np.random.default_rng()
    left = blur(queries, 3).reshape(len(queries), -1)
    right = blur(images, 3).reshape(len(images), -1)
    projection = rng.normal(size=(784, 100))
    d = weighted_distances(left @ projection, right @ projection, np.ones(100))
    return labels[d.argmin(axis=1)]
