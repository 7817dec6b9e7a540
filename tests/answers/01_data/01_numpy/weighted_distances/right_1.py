# RIGHT: the three sums with einsum
@lesson.exercise
def weighted_distances(queries: np.ndarray, references: np.ndarray, weights: np.ndarray) -> np.ndarray:
    first = np.einsum("k,ik,ik->i", weights, queries, queries)
    second = np.einsum("k,jk,jk->j", weights, references, references)
    cross = np.einsum("k,ik,jk->ij", weights, queries, references, optimize=True)
    return first[:, None] + second - 2 * cross
