# RIGHT: compares logarithms
@lesson.exercise
def sample_prevalence(
    positives: int, n: int, sensitivity: float, specificity: float, a: float, b: float, tries: int, seed: int
) -> np.ndarray:
    generator = np.random.default_rng(seed)

    def log_likelihood(p):
        return stats.binom.logpmf(positives, n, p * sensitivity + (1 - p) * (1 - specificity))

    candidates = stats.beta(a, b).rvs(size=tries, random_state=generator)
    top = log_likelihood(estimate_prevalence(positives, n, sensitivity, specificity))
    with np.errstate(divide="ignore"):
        keep = np.log(generator.random(tries)) < log_likelihood(candidates) - top
    return candidates[keep]
