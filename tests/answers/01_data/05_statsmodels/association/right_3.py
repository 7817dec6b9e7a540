# RIGHT: statsmodels' Table without a shift of zeros
@lesson.exercise
def association(counts):
    from statsmodels.stats.contingency_tables import Table

    test = Table(np.asarray(counts, dtype=float), shift_zeros=False).test_nominal_association()
    chi2 = float(test.statistic)
    return chi2, float(test.pvalue), float(np.sqrt(chi2 / counts.sum() / (min(counts.shape) - 1)))
