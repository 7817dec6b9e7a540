# MISTAKE: the tanh form, which loses all digits of tiny results
@lesson.exercise
def sigmoid(z: np.ndarray) -> np.ndarray:
    return 0.5 * (1 + np.tanh(np.asarray(z) / 2))
