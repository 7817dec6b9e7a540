# MISTAKE: edges fixed for delays in minutes, although values come in some unit
# TOLD: One of your bars holds most of the values
@lesson.exercise
def best_histogram(values: np.ndarray):
    edges = np.concatenate([np.arange(-80, 60, 5), np.arange(60, 240, 30), [240, 400, 700, 1500]])
    figure, axes = plt.subplots()
    axes.hist(values, bins=edges, density=True)
    return figure
