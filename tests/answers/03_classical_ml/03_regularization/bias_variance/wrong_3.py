# MISTAKE: The generator is made anew for each sample, so all samples have the same noise.
# TOLD: Every sample has the same noise in your simulation,
@lesson.exercise
def bias_variance(fit_predict, x, truth, sigma, repeats, seed):
    predictions = []
    for _ in range(repeats):
        rng = np.random.default_rng(seed)
        predictions.append(fit_predict(x, truth + sigma * rng.standard_normal(len(x))))
    predictions = np.array(predictions)
    return float(np.mean((predictions.mean(axis=0) - truth) ** 2)), float(predictions.var(axis=0).mean())
