# MISTAKE: the textbook form, whose exp(-z) overflows for very negative z
# TOLD: You take exp(−z) for every z, and for very negative ones that
@lesson.exercise
def sigmoid(z: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-z))
