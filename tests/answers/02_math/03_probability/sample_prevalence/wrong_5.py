# MISTAKE: takes the top at the share of alarms instead of at the most likely prevalence
# TOLD: Your top is the likelihood at the share of alarms.
@lesson.exercise
def sample_prevalence(
    positives: int, n: int, sensitivity: float, specificity: float, a: float, b: float, tries: int, seed: int
) -> np.ndarray:
    prior, generator = stats.beta(a, b), np.random.default_rng(seed)

    def likelihood(p):
        return stats.binom.pmf(positives, n, p * sensitivity + (1 - p) * (1 - specificity))

    top = likelihood(positives / n)
    candidates = prior.rvs(size=tries, random_state=generator)
    heights = top * generator.random(tries)
    return candidates[heights < likelihood(candidates)]
