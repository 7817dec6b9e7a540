# MISTAKE: forgets the - 1 in Cramér's V.
# TOLD: You divided by min(r, c) without taking 1 off.
@lesson.exercise
def association(counts):
    chi2, p, _, _ = stats.chi2_contingency(counts, correction=False)
    return float(chi2), float(p), float(np.sqrt(chi2 / (counts.sum() * min(counts.shape))))
