# entropy of rows plus entropy of columns less that of the cells, by the function from above
@lesson.exercise
def mutual_information(table: np.ndarray) -> float:
    return entropy(table.sum(axis=1)) + entropy(table.sum(axis=0)) - entropy(table.ravel())
