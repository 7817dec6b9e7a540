# MISTAKE: drops the prior but also the top, so that M is 1 and far too few are kept
# TOLD: Your heights are not scaled to the top of the
@lesson.exercise
def sample_prevalence(
    positives: int, n: int, sensitivity: float, specificity: float, a: float, b: float, tries: int, seed: int
) -> np.ndarray:
    prior, generator = stats.beta(a, b), np.random.default_rng(seed)

    def likelihood(p):
        return stats.binom.pmf(positives, n, p * sensitivity + (1 - p) * (1 - specificity))

    candidates = prior.rvs(size=tries, random_state=generator)
    return candidates[generator.random(tries) < likelihood(candidates)]
