# MISTAKE: takes the number of cells for n.
# TOLD: For n you took the number of cells.
@lesson.exercise
def association(counts):
    chi2, p, _, _ = stats.chi2_contingency(counts, correction=False)
    return float(chi2), float(p), float(np.sqrt(chi2 / (counts.size * (min(counts.shape) - 1))))
