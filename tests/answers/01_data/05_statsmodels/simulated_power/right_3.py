# RIGHT: a loop over the experiments with statsmodels' ttest_ind, usevar="unequal"
@lesson.exercise
def simulated_power(noise_a, noise_b, gap, spread_a, spread_b, alpha):
    from statsmodels.stats.weightstats import ttest_ind

    found = 0
    for row_a, row_b in zip(noise_a, noise_b):
        _, p, _ = ttest_ind(row_a * spread_a, row_b * spread_b + gap, usevar="unequal")
        found += p < alpha
    return float(found / len(noise_a))
