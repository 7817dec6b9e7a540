# RIGHT: one table of runs by n
@lesson.exercise
def simulate_scores(rate: float, n: int, runs: int, seed: int) -> np.ndarray:
    return (np.random.default_rng(seed).random((runs, n)) < rate).mean(axis=1)
