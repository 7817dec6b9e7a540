# MISTAKE: shows counts instead of densities
# TOLD: The areas of your bars do not sum to 1
@lesson.exercise
def best_histogram(values: np.ndarray):
    edges = np.quantile(values, np.linspace(0, 1, max(3, round(len(values) ** 0.5)) + 1))
    edges[-1] += 0.01 * np.ptp(values)
    figure, axes = plt.subplots()
    axes.hist(values, bins=edges)
    return figure
