# MISTAKE: sums the pointwise information of the filled cells weighted by the product of the margins, not by the joint.
# TOLD: You weighted the cells by the product of the margins.
@lesson.exercise
def mutual_information(table: np.ndarray) -> float:
    joint = table / table.sum()
    product = np.outer(joint.sum(axis=1), joint.sum(axis=0))
    filled = joint > 0
    return float(np.sum(product[filled] * np.log2(joint[filled] / product[filled])))
