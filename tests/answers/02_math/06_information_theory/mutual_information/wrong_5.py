# MISTAKE: subtracts the correction (r-1)(c-1)/(2 n ln 2), which the plug-in estimate does not have.
# TOLD: You subtracted a correction for the bias. Asked for is
@lesson.exercise
def mutual_information(table: np.ndarray) -> float:
    r, c = table.shape
    plain = entropy(table.sum(axis=1)) + entropy(table.sum(axis=0)) - entropy(table.ravel())
    return plain - (r - 1) * (c - 1) / (2 * table.sum() * np.log(2))
