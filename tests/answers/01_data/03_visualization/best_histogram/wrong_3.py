# MISTAKE: leaves the far values out to show the hill better
# TOLD: Some of the values lie in none of your bars
@lesson.exercise
def best_histogram(values: np.ndarray):
    inside = values[values < np.quantile(values, 0.95)]
    edges = np.quantile(inside, np.linspace(0, 1, max(3, round(len(inside) ** 0.5)) + 1))
    edges[-1] += 0.01 * np.ptp(inside)
    figure, axes = plt.subplots()
    axes.hist(inside, bins=edges, density=True)
    return figure
