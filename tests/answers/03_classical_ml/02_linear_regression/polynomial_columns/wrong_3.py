# MISTAKE: All ordered selections: ab comes a second time as ba.
# TOLD: Some of your columns are there twice: ab and ba
@lesson.exercise
def polynomial_columns(X: np.ndarray, degree: int) -> np.ndarray:
    from itertools import product

    columns = []
    for total in range(1, degree + 1):
        for chosen in product(range(X.shape[1]), repeat=total):
            columns.append(np.prod(X[:, chosen], axis=1))
    return np.column_stack(columns)
