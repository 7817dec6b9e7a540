# MISTAKE: learns mean and spread from training and test rows together
# TOLD: You learned mean and spread from training and test
@lesson.exercise
def standardise(train: np.ndarray, test: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    both = np.vstack([train, test])
    mean = both.mean(axis=0)
    spread = both.std(axis=0)
    constant = train.max(axis=0) == train.min(axis=0)
    spread = np.where(constant, 1.0, spread)
    return (train - mean) / spread, (test - mean) / spread
