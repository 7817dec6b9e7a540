# MISTAKE: Forgets the factor 2 of the cross term.
# TOLD: The mixed term has the factor 2 in front of it.
@lesson.exercise
def weighted_distances(queries: np.ndarray, references: np.ndarray, weights: np.ndarray) -> np.ndarray:
    a2 = np.einsum("k,ik->i", weights, queries**2)
    b2 = np.einsum("k,jk->j", weights, references**2)
    return a2[:, None] + b2 - (queries * weights) @ references.T
