# MISTAKE: supposes that answer i is right for class i and costs nothing
# TOLD: You took the answer of the class's own number for right and
@lesson.exercise
def cheapest_answer(P: np.ndarray, cost: np.ndarray) -> np.ndarray:
    cost = np.array(cost, dtype=float)
    np.fill_diagonal(cost, 0)
    return (P @ cost).argmin(axis=1)
