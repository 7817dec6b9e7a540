# MISTAKE: Uses the old global generator, which gives other numbers for the same seed.
# TOLD: Those are the numbers of NumPy's old random state, as `np.random.seed` sets it.
@lesson.exercise
def simulate_scores(rate: float, n: int, runs: int, seed: int) -> np.ndarray:
    np.random.seed(seed)
    return (np.random.rand(runs, n) < rate).mean(axis=1)
