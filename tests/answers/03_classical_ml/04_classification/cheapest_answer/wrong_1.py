# MISTAKE: takes the table of costs the wrong way round (answers in rows)
# TOLD: You used the table of costs the wrong way round: its rows are
@lesson.exercise
def cheapest_answer(P: np.ndarray, cost: np.ndarray) -> np.ndarray:
    return (P @ cost.T).argmin(axis=1)
