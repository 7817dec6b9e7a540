# RIGHT: column by column with Python's statistics module
import statistics


@lesson.exercise
def standardise(train: np.ndarray, test: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    train_scaled = np.empty(train.shape)
    test_scaled = np.empty(test.shape)
    for column in range(train.shape[1]):
        values = [float(value) for value in train[:, column]]
        mean = statistics.fmean(values)
        spread = statistics.pstdev(values) if len(set(values)) > 1 else 1.0
        train_scaled[:, column] = [(value - mean) / spread for value in values]
        test_scaled[:, column] = [(float(value) - mean) / spread for value in test[:, column]]
    return train_scaled, test_scaled
