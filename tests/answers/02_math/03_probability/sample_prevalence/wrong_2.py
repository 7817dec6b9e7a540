# MISTAKE: repairs the height by the maximum of prior times likelihood and still uses the prior twice
# TOLD: You made the envelope higher, and the prior still
@lesson.exercise
def sample_prevalence(
    positives: int, n: int, sensitivity: float, specificity: float, a: float, b: float, tries: int, seed: int
) -> np.ndarray:
    prior, generator = stats.beta(a, b), np.random.default_rng(seed)

    def target(p):
        return prior.pdf(p) * stats.binom.pmf(positives, n, p * sensitivity + (1 - p) * (1 - specificity))

    top = target(np.linspace(0.0005, 0.9995, 1000)).max()
    candidates = prior.rvs(size=tries, random_state=generator)
    heights = top * generator.random(tries)
    return candidates[heights < target(candidates)]
