# MISTAKE: turns a constant column into zeros in the test rows too, where it should only be centred
# TOLD: A column that is constant in training became zeros
@lesson.exercise
def standardise(train: np.ndarray, test: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    mean = train.mean(axis=0)
    spread = train.std(axis=0)
    constant = train.max(axis=0) == train.min(axis=0)
    spread = np.where(constant, np.inf, spread)
    return (train - mean) / spread, (test - mean) / spread
