# MISTAKE: Returns the number read rightly instead of the share.
# TOLD: Those are counts. A score is a share:
@lesson.exercise
def simulate_scores(rate: float, n: int, runs: int, seed: int) -> np.ndarray:
    return (np.random.default_rng(seed).random((runs, n)) < rate).sum(axis=1)
