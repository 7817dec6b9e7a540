# MISTAKE: a thousand equal bins, which show the accidents of these values
# TOLD: On values kept back your histogram is not better
@lesson.exercise
def best_histogram(values: np.ndarray):
    edges = np.linspace(values.min(), values.max() + 0.001 * np.ptp(values), 1001)
    figure, axes = plt.subplots()
    axes.hist(values, bins=edges, density=True)
    return figure
