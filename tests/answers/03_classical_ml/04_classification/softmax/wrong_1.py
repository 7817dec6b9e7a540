# MISTAKE: exponentials of the numbers as they are, which overflow
# TOLD: You take the exponentials as they come, and those of large
@lesson.exercise
def softmax(Z: np.ndarray) -> np.ndarray:
    E = np.exp(Z)
    return E / E.sum(axis=1, keepdims=True)
