# MISTAKE: np.where computes both branches for all numbers, so the one thrown away overflows
# TOLD: np.where computes both branches before it chooses, so an
@lesson.exercise
def sigmoid(z: np.ndarray) -> np.ndarray:
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))
