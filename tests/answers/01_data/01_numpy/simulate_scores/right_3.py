# RIGHT: one long row, added up by reduceat
@lesson.exercise
def simulate_scores(rate: float, n: int, runs: int, seed: int) -> np.ndarray:
    right = np.random.default_rng(seed).random(n * runs) < rate
    return np.add.reduceat(right, np.arange(0, n * runs, n), dtype=np.int64) / n
