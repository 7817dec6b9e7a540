# MISTAKE: Multiplies both tables by the weights before the squares, so each weight counts squared.
# TOLD: Your weights count twice:
@lesson.exercise
def weighted_distances(queries: np.ndarray, references: np.ndarray, weights: np.ndarray) -> np.ndarray:
    a, b = queries * weights, references * weights
    return (a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1) - 2 * a @ b.T
