# MISTAKE: Adds the squares of the queries as a row instead of a column.
# TOLD: The sums of the queries lie along the references:
@lesson.exercise
def weighted_distances(queries: np.ndarray, references: np.ndarray, weights: np.ndarray) -> np.ndarray:
    a2 = queries**2 @ weights
    b2 = references**2 @ weights
    return a2 + b2 - 2 * (queries * weights) @ references.T
