# RIGHT: a loop with rng.choice and np.percentile
@lesson.exercise
def parity_interval(y_pred, group, draws, level, rng):
    gaps = []
    for _ in range(draws):
        chosen = rng.choice(len(group), size=len(group), replace=True)
        p, g = y_pred[chosen], group[chosen]
        gaps.append(p[g == "b"].mean() - p[g == "a"].mean())
    outside = 100 * (1 - level) / 2
    return float(np.percentile(gaps, outside)), float(np.percentile(gaps, 100 - outside))
