# each degree from the one before, times columns that do not come before its last factor
@lesson.exercise
def polynomial_columns(X: np.ndarray, degree: int) -> np.ndarray:
    d = X.shape[1]
    level = [(X[:, j].copy(), j) for j in range(d)]
    columns = [column for column, _ in level]
    for _ in range(degree - 1):
        level = [(column * X[:, j], j) for column, last in level for j in range(last, d)]
        columns.extend(column for column, _ in level)
    return np.stack(columns, axis=1)
