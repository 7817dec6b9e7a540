# MISTAKE: the textbook form, whose exp(-z) overflows for very negative z
@lesson.exercise
def sigmoid(z: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-z))
