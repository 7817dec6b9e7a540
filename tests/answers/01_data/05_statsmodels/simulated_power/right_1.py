# RIGHT: scipy's ttest_ind along the rows with equal_var=False
@lesson.exercise
def simulated_power(noise_a, noise_b, gap, spread_a, spread_b, alpha):
    test = stats.ttest_ind(noise_a * spread_a, gap + noise_b * spread_b, axis=1, equal_var=False)
    return float((test.pvalue < alpha).mean())
