# MISTAKE: returns the conditional entropy H(Y|X) instead of what X takes away from H(Y).
# TOLD: That is the entropy that is left in the columns when
@lesson.exercise
def mutual_information(table: np.ndarray) -> float:
    return entropy(table.ravel()) - entropy(table.sum(axis=1))
