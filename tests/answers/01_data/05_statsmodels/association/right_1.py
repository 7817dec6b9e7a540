# RIGHT: scipy's chi2_contingency with correction=False
@lesson.exercise
def association(counts):
    chi2, p, _, _ = stats.chi2_contingency(counts, correction=False)
    return float(chi2), float(p), float(np.sqrt(chi2 / (counts.sum() * (min(counts.shape) - 1))))
