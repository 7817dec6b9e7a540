# MISTAKE: np.std with its default divisor m
# TOLD: Your standard deviation has the divisor m. As the mean
@lesson.exercise
def running_estimate(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    m = range(2, len(x) + 1)
    return np.array([x[:i].mean() for i in m]), np.array([x[:i].std() / np.sqrt(i) for i in m])
