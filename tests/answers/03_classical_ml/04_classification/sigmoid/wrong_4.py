# MISTAKE: the tanh form, which loses all digits of tiny results
# TOLD: Tiny probabilities lose their digits: one minus nearly one
@lesson.exercise
def sigmoid(z: np.ndarray) -> np.ndarray:
    return 0.5 * (1 + np.tanh(np.asarray(z) / 2))
