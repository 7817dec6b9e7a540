# MISTAKE: adds the gap before scaling, so that it is multiplied by the spread.
# TOLD: You multiplied the gap by the spread too.
@lesson.exercise
def simulated_power(noise_a, noise_b, gap, spread_a, spread_b, alpha):
    a, b = noise_a * spread_a, (noise_b + gap) * spread_b
    return float((stats.ttest_ind(a, b, axis=1, equal_var=False).pvalue < alpha).mean())
