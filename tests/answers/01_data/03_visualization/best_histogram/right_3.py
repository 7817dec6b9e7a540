# RIGHT: dynamic programming over candidate edges: the likelihood less a price for each bin
@lesson.exercise
def best_histogram(values: np.ndarray):
    ordered = np.sort(values)
    n = len(ordered)
    inner = np.unique(np.linspace(1, n - 1, min(n - 1, 80)).round().astype(int))
    cut = np.array([0, *inner, n])
    middle = [(ordered[c - 1] + ordered[c]) / 2 for c in inner]
    margin = np.ptp(ordered) * 0.02
    edge = np.array([ordered[0] - margin, *middle, ordered[-1] + margin])
    best, back = [0.0], [0]
    for right in range(1, len(edge)):
        scores = []
        for left in range(right):
            count = cut[right] - cut[left]
            fit = count * np.log(count / n / (edge[right] - edge[left]))
            scores.append(best[left] + fit - 3.0 - (6.0 if count < 3 else 0.0))
        back.append(int(np.argmax(scores)))
        best.append(max(scores))
    chosen = [len(edge) - 1]
    while chosen[-1]:
        chosen.append(back[chosen[-1]])
    edges = edge[chosen[::-1]]
    figure, axes = plt.subplots()
    axes.hist(values, edges, density=True, edgecolor="white")
    return figure
