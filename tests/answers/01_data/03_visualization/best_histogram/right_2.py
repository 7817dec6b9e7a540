# RIGHT: equal bins on an asinh scale, counts smoothed a little, drawn as bars
@lesson.exercise
def best_histogram(values: np.ndarray):
    low, middle, high = np.quantile(values, [0.25, 0.5, 0.75])
    scale = high - low
    bent = np.arcsinh((values - middle) / scale)
    k = max(6, round(2 * len(values) ** (1 / 3)))
    pad = 0.02 * np.ptp(bent)
    cuts = np.linspace(bent.min() - pad, bent.max() + pad, k + 1)
    counts = np.histogram(bent, cuts)[0] + 0.5
    edges = middle + scale * np.sinh(cuts)
    heights = counts / counts.sum() / np.diff(edges)
    figure, axes = plt.subplots()
    axes.bar(edges[:-1], heights, width=np.diff(edges), align="edge")
    return figure
