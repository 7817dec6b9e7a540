# MISTAKE: The variance is taken along the places of each curve and not along the samples.
# TOLD: You took the spread along x instead of that
@lesson.exercise
def bias_variance(fit_predict, x, truth, sigma, repeats, seed):
    rng = np.random.default_rng(seed)
    predictions = np.array([fit_predict(x, truth + rng.normal(0, sigma, len(x))) for _ in range(repeats)])
    return float(np.mean((predictions.mean(axis=0) - truth) ** 2)), float(predictions.var(axis=1).mean())
