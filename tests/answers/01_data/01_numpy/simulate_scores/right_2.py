# RIGHT: a loop over runs with one generator
@lesson.exercise
def simulate_scores(rate: float, n: int, runs: int, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.array([np.count_nonzero(rng.random(n) < rate) / n for _ in range(runs)])
