# MISTAKE: the sample standard deviation (ddof=1) instead of the population one
# TOLD: You divided by the sample standard deviation (ddof=1). The
@lesson.exercise
def standardise(train: np.ndarray, test: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    mean = train.mean(axis=0)
    spread = train.std(axis=0, ddof=1)
    constant = train.max(axis=0) == train.min(axis=0)
    spread = np.where(constant, 1.0, spread)
    return (train - mean) / spread, (test - mean) / spread
