# MISTAKE: Returns the row of the nearest known digit instead of its label.
# TOLD: Some of your answers are above 9.
@lesson.exercise
def read_digits(images: np.ndarray, labels: np.ndarray, queries: np.ndarray) -> np.ndarray:
    left = blur(queries, 3).reshape(len(queries), -1)
    right = blur(images, 3).reshape(len(images), -1)
    return weighted_distances(left, right, np.ones(784)).argmin(axis=1)
