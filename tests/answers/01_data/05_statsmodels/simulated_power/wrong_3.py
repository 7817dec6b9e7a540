# MISTAKE: tests one-sided, for b above a.
# TOLD: Your test is one-sided.
@lesson.exercise
def simulated_power(noise_a, noise_b, gap, spread_a, spread_b, alpha):
    a, b = noise_a * spread_a, gap + noise_b * spread_b
    return float((stats.ttest_ind(b, a, axis=1, equal_var=False, alternative="greater").pvalue < alpha).mean())
