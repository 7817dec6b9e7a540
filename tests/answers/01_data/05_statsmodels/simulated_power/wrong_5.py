# MISTAKE: compares with the normal distribution instead of Welch's t, too generous in small groups.
# TOLD: You compared with the normal distribution.
@lesson.exercise
def simulated_power(noise_a, noise_b, gap, spread_a, spread_b, alpha):
    a, b = noise_a * spread_a, gap + noise_b * spread_b
    error = np.sqrt(a.var(axis=1, ddof=1) / a.shape[1] + b.var(axis=1, ddof=1) / b.shape[1])
    z = (b.mean(axis=1) - a.mean(axis=1)) / error
    return float((2 * stats.norm.sf(np.abs(z)) < alpha).mean())
