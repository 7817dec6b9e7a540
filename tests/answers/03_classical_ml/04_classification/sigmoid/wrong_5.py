# MISTAKE: takes 1 minus the positive branch for negative z, which cancels for tiny results
# TOLD: Tiny probabilities lose their digits: one minus nearly one
@lesson.exercise
def sigmoid(z: np.ndarray) -> np.ndarray:
    e = np.exp(-np.abs(z))
    positive = 1 / (1 + e)
    return np.where(z >= 0, positive, 1 - positive)
