# MISTAKE: keeps prior times likelihood and draws the candidates uniformly instead of from the prior
# TOLD: You draw the candidates uniformly. That can be made to
@lesson.exercise
def sample_prevalence(
    positives: int, n: int, sensitivity: float, specificity: float, a: float, b: float, tries: int, seed: int
) -> np.ndarray:
    prior, generator = stats.beta(a, b), np.random.default_rng(seed)

    def target(p):
        return prior.pdf(p) * stats.binom.pmf(positives, n, p * sensitivity + (1 - p) * (1 - specificity))

    candidates = generator.random(tries)
    heights = target(np.linspace(0.0005, 0.9995, 1000)).max() * generator.random(tries)
    return candidates[heights < target(candidates)]
