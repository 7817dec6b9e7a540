# RIGHT: Welch's statistic and degrees of freedom by hand, all rows at once
@lesson.exercise
def simulated_power(noise_a, noise_b, gap, spread_a, spread_b, alpha):
    a, b = spread_a * noise_a, gap + spread_b * noise_b
    va = a.var(axis=1, ddof=1) / a.shape[1]
    vb = b.var(axis=1, ddof=1) / b.shape[1]
    t = (b.mean(axis=1) - a.mean(axis=1)) / np.sqrt(va + vb)
    df = (va + vb) ** 2 / (va**2 / (a.shape[1] - 1) + vb**2 / (b.shape[1] - 1))
    return float(np.mean(2 * stats.t.sf(np.abs(t), df) < alpha))
