# MISTAKE: leaves scipy's default, Yates' correction for two by two tables.
# TOLD: Your 2 × 2 tables are corrected for continuity, as `chi2_contingency` does by default.
@lesson.exercise
def association(counts):
    chi2, p, _, _ = stats.chi2_contingency(counts)
    return float(chi2), float(p), float(np.sqrt(chi2 / (counts.sum() * (min(counts.shape) - 1))))
