# MISTAKE: leaves Student's test with pooled spreads, the default of ttest_ind.
# TOLD: You pooled the spreads, as Student's test does by default.
@lesson.exercise
def simulated_power(noise_a, noise_b, gap, spread_a, spread_b, alpha):
    test = stats.ttest_ind(noise_a * spread_a, gap + noise_b * spread_b, axis=1)
    return float((test.pvalue < alpha).mean())
