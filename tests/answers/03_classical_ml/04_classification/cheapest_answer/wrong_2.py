# MISTAKE: takes the largest expected cost
# TOLD: You took the dearest answer. Costs are to be small.
@lesson.exercise
def cheapest_answer(P: np.ndarray, cost: np.ndarray) -> np.ndarray:
    return (P @ cost).argmax(axis=1)
