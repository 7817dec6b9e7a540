# Welford's running mean and sum of squares, no table of predictions, plain loop over the places at the end
@lesson.exercise
def bias_variance(fit_predict, x, truth, sigma, repeats, seed):
    rng = np.random.default_rng(seed)
    average, scatter = np.zeros(len(x)), np.zeros(len(x))
    for i in range(1, repeats + 1):
        p = fit_predict(x, truth + rng.normal(scale=sigma, size=len(x)))
        step = p - average
        average = average + step / i
        scatter = scatter + step * (p - average)
    bias2 = variance = 0.0
    for place in range(len(x)):
        bias2 += (average[place] - truth[place]) ** 2 / len(x)
        variance += scatter[place] / repeats / len(x)
    return float(bias2), float(variance)
