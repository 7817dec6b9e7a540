# MISTAKE: searches a grid of whole per cents, too coarse
# TOLD: You searched a grid, and the best value lies between
@lesson.exercise
def estimate_prevalence(positives: int, n: int, sensitivity: float, specificity: float) -> float:
    grid = np.linspace(0, 1, 101)
    rate = grid * sensitivity + (1 - grid) * (1 - specificity)
    return float(grid[np.argmax(stats.binom.logpmf(positives, n, rate))])
