# MISTAKE: Combinations without replacement: no column is taken twice.
# TOLD: A column is never taken twice in your products,
@lesson.exercise
def polynomial_columns(X: np.ndarray, degree: int) -> np.ndarray:
    from itertools import combinations

    columns = []
    for total in range(1, degree + 1):
        for chosen in combinations(range(X.shape[1]), total):
            columns.append(np.prod(X[:, chosen], axis=1))
    return np.column_stack(columns)
