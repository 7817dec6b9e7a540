# MISTAKE: with bins of unequal widths draws shares as heights, not divided by the width
# TOLD: The heights of your bars sum to 1, not their areas
@lesson.exercise
def best_histogram(values: np.ndarray):
    edges = np.quantile(values, np.linspace(0, 1, max(3, round(len(values) ** 0.5)) + 1))
    edges[-1] += 0.01 * np.ptp(values)
    counts, _ = np.histogram(values, edges)
    figure, axes = plt.subplots()
    axes.bar(edges[:-1], counts / counts.sum(), width=np.diff(edges), align="edge")
    return figure
