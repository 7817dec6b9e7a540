# itertools' combinations with replacement for each degree
@lesson.exercise
def polynomial_columns(X: np.ndarray, degree: int) -> np.ndarray:
    columns = []
    for total in range(1, degree + 1):
        for chosen in combinations_with_replacement(range(X.shape[1]), total):
            columns.append(X[:, list(chosen)].prod(axis=1))
    return np.column_stack(columns)
