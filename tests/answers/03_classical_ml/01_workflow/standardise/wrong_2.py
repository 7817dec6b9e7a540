# MISTAKE: scales the test rows with their own mean and spread
# TOLD: You scaled the test rows with their own mean
@lesson.exercise
def standardise(train: np.ndarray, test: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    def scale(rows):
        spread = rows.std(axis=0)
        constant = rows.max(axis=0) == rows.min(axis=0)
        return (rows - rows.mean(axis=0)) / np.where(constant, 1.0, spread)

    return scale(train), scale(test)
