# MISTAKE: Shapes the numbers as (n, runs), so that a run gets every runs-th number instead of n in a row.
# TOLD: Your runs go across the stream:
@lesson.exercise
def simulate_scores(rate: float, n: int, runs: int, seed: int) -> np.ndarray:
    return (np.random.default_rng(seed).random((n, runs)) < rate).mean(axis=0)
