# MISTAKE: forgets the root in Cramér's V.
# TOLD: V has no root:
@lesson.exercise
def association(counts):
    chi2, p, _, _ = stats.chi2_contingency(counts, correction=False)
    return float(chi2), float(p), float(chi2 / (counts.sum() * (min(counts.shape) - 1)))
