# RIGHT: plain loops over the cells
@lesson.exercise
def association(counts):
    rows, columns = counts.shape
    total = float(counts.sum())
    chi2 = 0.0
    for i in range(rows):
        for j in range(columns):
            expected = float(counts[i].sum()) * float(counts[:, j].sum()) / total
            chi2 += (float(counts[i, j]) - expected) ** 2 / expected
    p = stats.chi2.sf(chi2, (rows - 1) * (columns - 1))
    return chi2, float(p), (chi2 / (total * (min(rows, columns) - 1))) ** 0.5
