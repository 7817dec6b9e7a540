# all noise drawn at once as a (repeats, n) table, mean prediction and squared scatter written out
@lesson.exercise
def bias_variance(fit_predict, x, truth, sigma, repeats, seed):
    rng = np.random.default_rng(seed)
    noise = rng.normal(0.0, sigma, size=(repeats, x.size))
    predictions = np.empty((repeats, x.size))
    for i in range(repeats):
        predictions[i] = fit_predict(x, truth + noise[i])
    average = predictions.sum(axis=0) / repeats
    return float(((average - truth) ** 2).mean()), float(((predictions - average) ** 2).mean())
