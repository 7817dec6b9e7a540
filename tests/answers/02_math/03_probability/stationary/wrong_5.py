# MISTAKE: averages the first 1,000 steps, which is only near the stationary distribution
# TOLD: You averaged over steps of the chain. Such a mean
@lesson.exercise
def stationary(P: np.ndarray) -> np.ndarray:
    now = np.zeros(len(P))
    now[0] = 1.0
    total = np.zeros(len(P))
    for _ in range(1000):
        total += now
        now = now @ P
    return total / 1000
