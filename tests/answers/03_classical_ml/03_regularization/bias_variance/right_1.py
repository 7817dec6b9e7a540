# a list of predictions, then mean and var along the samples
@lesson.exercise
def bias_variance(fit_predict, x, truth, sigma, repeats, seed):
    rng = np.random.default_rng(seed)
    predictions = np.array([fit_predict(x, truth + sigma * rng.standard_normal(len(x))) for _ in range(repeats)])
    bias = predictions.mean(axis=0) - truth
    return float(np.mean(bias**2)), float(predictions.var(axis=0).mean())
