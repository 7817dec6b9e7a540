# MISTAKE: does not leave out empty cells, so 0 * log 0 makes nan and a warning.
# TOLD: Empty cells make your sum not a number. A pair that
@lesson.exercise
def mutual_information(table: np.ndarray) -> float:
    joint = table / table.sum()
    product = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0, keepdims=True)
    return float(np.sum(joint * np.log2(joint / product)))
