# RIGHT: the one line repaired, the prior is in the candidates already
@lesson.exercise
def sample_prevalence(
    positives: int, n: int, sensitivity: float, specificity: float, a: float, b: float, tries: int, seed: int
) -> np.ndarray:
    prior, generator = stats.beta(a, b), np.random.default_rng(seed)

    def likelihood(p):
        return stats.binom.pmf(positives, n, p * sensitivity + (1 - p) * (1 - specificity))

    top = likelihood(estimate_prevalence(positives, n, sensitivity, specificity))
    candidates = prior.rvs(size=tries, random_state=generator)
    heights = top * generator.random(tries)
    return candidates[heights < likelihood(candidates)]
