# MISTAKE: takes the largest expected cost
@lesson.exercise
def cheapest_answer(P: np.ndarray, cost: np.ndarray) -> np.ndarray:
    return (P @ cost).argmax(axis=1)
