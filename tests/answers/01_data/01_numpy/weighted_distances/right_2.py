# RIGHT: a loop over queries, each with the plain formula and a matrix product
@lesson.exercise
def weighted_distances(queries: np.ndarray, references: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return np.array([(references - query) ** 2 @ weights for query in queries]).reshape(len(queries), len(references))
