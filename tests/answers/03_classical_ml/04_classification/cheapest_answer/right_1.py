# RIGHT: expected costs as a matrix product
@lesson.exercise
def cheapest_answer(P: np.ndarray, cost: np.ndarray) -> np.ndarray:
    return (P @ cost).argmin(axis=1)
