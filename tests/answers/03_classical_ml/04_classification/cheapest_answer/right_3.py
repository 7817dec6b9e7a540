# RIGHT: all products of probability and cost by broadcasting, summed over the classes
@lesson.exercise
def cheapest_answer(P: np.ndarray, cost: np.ndarray) -> np.ndarray:
    expected = (P[:, :, None] * cost[None, :, :]).sum(axis=1)
    return np.argmin(expected, axis=1)
