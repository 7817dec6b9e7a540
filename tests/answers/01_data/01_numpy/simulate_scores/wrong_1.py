# MISTAKE: Makes a new generator with the same seed in every run, so all runs are equal.
# TOLD: All your runs are the same:
@lesson.exercise
def simulate_scores(rate: float, n: int, runs: int, seed: int) -> np.ndarray:
    return np.array([(np.random.default_rng(seed).random(n) < rate).mean() for _ in range(runs)])
