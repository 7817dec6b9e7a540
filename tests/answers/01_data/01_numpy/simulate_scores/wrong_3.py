# MISTAKE: Draws from the binomial distribution, which uses the generator's numbers otherwise.
# TOLD: The binomial distribution is the right one, but it uses up the stream in another way.
@lesson.exercise
def simulate_scores(rate: float, n: int, runs: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).binomial(n, rate, size=runs) / n
