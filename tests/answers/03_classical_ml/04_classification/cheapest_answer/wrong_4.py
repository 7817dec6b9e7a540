# MISTAKE: takes the last of equally cheap answers
# TOLD: Of equally cheap answers you took the last. Asked for is the
@lesson.exercise
def cheapest_answer(P: np.ndarray, cost: np.ndarray) -> np.ndarray:
    expected = P @ cost
    return expected.shape[1] - 1 - expected[:, ::-1].argmin(axis=1)
