# MISTAKE: Broadcasts all pairs at once, which holds n · m · d numbers.
# TOLD: The distances are right, but the array of all differences was made on the way, with n · m · d numbers.
@lesson.exercise
def weighted_distances(queries: np.ndarray, references: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return ((queries[:, None] - references) ** 2 * weights).sum(axis=2)
