# MISTAKE: The variance of the noise is used as its spread.
# TOLD: Your noise has the variance sigma, or sigma squared
@lesson.exercise
def bias_variance(fit_predict, x, truth, sigma, repeats, seed):
    rng = np.random.default_rng(seed)
    predictions = np.array([fit_predict(x, truth + rng.normal(0, sigma**2, len(x))) for _ in range(repeats)])
    return float(np.mean((predictions.mean(axis=0) - truth) ** 2)), float(predictions.var(axis=0).mean())
