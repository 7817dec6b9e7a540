# MISTAKE: takes the spreads for variances.
# TOLD: You took the spreads for variances.
@lesson.exercise
def simulated_power(noise_a, noise_b, gap, spread_a, spread_b, alpha):
    a, b = noise_a * np.sqrt(spread_a), gap + noise_b * np.sqrt(spread_b)
    return float((stats.ttest_ind(a, b, axis=1, equal_var=False).pvalue < alpha).mean())
