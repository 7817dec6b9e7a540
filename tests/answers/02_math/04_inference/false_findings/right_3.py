# a joint table of truth and result in numpy, conditioned on the significant column
@lesson.exercise
def false_findings(works: float, power: float, alpha: float) -> float:
    prior = np.array([1 - works, works])
    significant = np.array([alpha, power])
    table = np.stack([prior * significant, prior * (1 - significant)], axis=1)
    column = table[:, 0] / table[:, 0].sum()
    return float(column[0])
