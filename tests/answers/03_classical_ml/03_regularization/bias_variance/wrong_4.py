# MISTAKE: The biases are averaged over the places before the square, so those of opposite sign cancel.
# TOLD: You averaged the bias over the places before squaring
@lesson.exercise
def bias_variance(fit_predict, x, truth, sigma, repeats, seed):
    rng = np.random.default_rng(seed)
    predictions = np.array([fit_predict(x, truth + rng.normal(0, sigma, len(x))) for _ in range(repeats)])
    bias = np.mean(predictions.mean(axis=0) - truth)
    return float(bias**2), float(predictions.var(axis=0).mean())
