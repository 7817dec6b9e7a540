# divergence of the joint shares from the product of the margins, on the filled cells
@lesson.exercise
def mutual_information(table: np.ndarray) -> float:
    joint = table / table.sum()
    product = np.outer(joint.sum(axis=1), joint.sum(axis=0))
    filled = joint > 0
    return float(np.sum(joint[filled] * np.log2(joint[filled] / product[filled])))
