# MISTAKE: The deviation from the truth is squared before it is averaged over the samples, so the "bias" contains the variance.
# TOLD: You averaged the squared distance of each prediction from
@lesson.exercise
def bias_variance(fit_predict, x, truth, sigma, repeats, seed):
    rng = np.random.default_rng(seed)
    predictions = np.array([fit_predict(x, truth + rng.normal(0, sigma, len(x))) for _ in range(repeats)])
    return float(np.mean((predictions - truth) ** 2)), float(predictions.var(axis=0).mean())
