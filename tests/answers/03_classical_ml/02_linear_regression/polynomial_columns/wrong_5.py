# MISTAKE: Ordered alphabetically throughout (a, aa, ab, b, bb) and not by degree first.
# TOLD: You have the right columns in another order: first
@lesson.exercise
def polynomial_columns(X: np.ndarray, degree: int) -> np.ndarray:
    chosen = []
    for total in range(1, degree + 1):
        chosen += combinations_with_replacement(range(X.shape[1]), total)
    return np.column_stack([np.prod(X[:, factors], axis=1) for factors in sorted(chosen)])
