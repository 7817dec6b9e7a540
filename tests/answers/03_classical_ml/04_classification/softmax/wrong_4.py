# MISTAKE: subtracts in place, which changes the argument
# TOLD: The result is right, but the call changed its argument `Z` in
@lesson.exercise
def softmax(Z: np.ndarray) -> np.ndarray:
    Z -= Z.max(axis=1, keepdims=True)
    E = np.exp(Z)
    return E / E.sum(axis=1, keepdims=True)
