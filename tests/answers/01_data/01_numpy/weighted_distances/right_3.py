# RIGHT: one matrix product of stacked columns
@lesson.exercise
def weighted_distances(queries: np.ndarray, references: np.ndarray, weights: np.ndarray) -> np.ndarray:
    left = np.hstack([(queries**2 @ weights)[:, None], np.ones((len(queries), 1)), -2 * queries * weights])
    right = np.hstack([np.ones((len(references), 1)), (references**2 @ weights)[:, None], references])
    return left @ right.T
