# RIGHT: resampling people is drawing the four counts (group by decision) from a multinomial distribution
@lesson.exercise
def parity_interval(y_pred, group, draws, level, rng):
    n = len(y_pred)
    cell = 2 * (group == "b").astype(int) + y_pred.astype(int)
    shares = np.bincount(cell, minlength=4) / n
    a0, a1, b0, b1 = rng.multinomial(n, shares, size=draws).T
    gaps = b1 / (b0 + b1) - a1 / (a0 + a1)
    return tuple(float(q) for q in np.quantile(gaps, [(1 - level) / 2, 1 - (1 - level) / 2]))
