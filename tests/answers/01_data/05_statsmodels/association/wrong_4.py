# MISTAKE: uses the goodness-of-fit test, with r c - 1 degrees of freedom instead of (r - 1)(c - 1).
# TOLD: Your degrees of freedom are the number of cells less one.
@lesson.exercise
def association(counts):
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    chi2, p = stats.chisquare(counts.ravel(), expected.ravel())
    return float(chi2), float(p), float(np.sqrt(chi2 / (counts.sum() * (min(counts.shape) - 1))))
