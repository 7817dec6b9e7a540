# np.isclose to either side or opposite signs of the two differences
@lesson.exercise
def wrong_derivatives(claimed: np.ndarray, left: np.ndarray, right: np.ndarray) -> list[int]:
    near = np.isclose(claimed, left, rtol=1e-3, atol=1e-6) | np.isclose(claimed, right, rtol=1e-3, atol=1e-6)
    between = np.sign(claimed - left) * np.sign(claimed - right) < 0
    return np.unique(np.nonzero(~(near | between))[1]).tolist()
