# MISTAKE: Puts the weights into the cross term only and forgets them in the two squares.
# TOLD: The weights are in the mixed term only.
@lesson.exercise
def weighted_distances(queries: np.ndarray, references: np.ndarray, weights: np.ndarray) -> np.ndarray:
    a2 = np.einsum("ik,ik->i", queries, queries)
    b2 = np.einsum("jk,jk->j", references, references)
    return a2[:, None] + b2 - 2 * np.einsum("k,ik,jk->ij", weights, queries, references, optimize=True)
