# RIGHT: the given frame, filled in
@lesson.exercise
def standardise(train: np.ndarray, test: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    mean = train.mean(axis=0)
    spread = train.std(axis=0)
    constant = train.max(axis=0) == train.min(axis=0)
    spread = np.where(constant, 1.0, spread)
    return (train - mean) / spread, (test - mean) / spread
