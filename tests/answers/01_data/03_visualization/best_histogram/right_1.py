# RIGHT: edges at quantiles, so each bin holds about equally many values
@lesson.exercise
def best_histogram(values: np.ndarray):
    n = len(values)
    k = max(4, round(1.5 * n ** (1 / 3)))
    shares = np.concatenate([[0], np.linspace(0, 1, k + 1)[1:-1], [1 - 0.4 / k, 1 - 0.1 / k, 1]])
    edges = np.quantile(values, shares) if n > 60 else np.quantile(values, [0, 0.2, 0.5, 0.8, 0.93, 1])
    edges[0] -= 0.02 * np.ptp(values)
    edges[-1] += 0.02 * np.ptp(values)
    figure, axes = plt.subplots()
    axes.hist(values, bins=edges, density=True)
    return figure
