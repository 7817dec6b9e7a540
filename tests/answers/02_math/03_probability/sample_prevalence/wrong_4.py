# MISTAKE: takes the largest likelihood among the candidates drawn for the top
# TOLD: You took the top from the candidates that happened to
@lesson.exercise
def sample_prevalence(
    positives: int, n: int, sensitivity: float, specificity: float, a: float, b: float, tries: int, seed: int
) -> np.ndarray:
    prior, generator = stats.beta(a, b), np.random.default_rng(seed)

    def likelihood(p):
        return stats.binom.pmf(positives, n, p * sensitivity + (1 - p) * (1 - specificity))

    candidates = prior.rvs(size=tries, random_state=generator)
    heights = likelihood(candidates).max() * generator.random(tries)
    return candidates[heights < likelihood(candidates)]
