# MISTAKE: clips the numbers against overflow, so 1000 and 999 become equally likely
# TOLD: You cut the numbers off at some bound, and those beyond become
@lesson.exercise
def softmax(Z: np.ndarray) -> np.ndarray:
    E = np.exp(np.clip(Z, -500, 500))
    return E / E.sum(axis=1, keepdims=True)
