# MISTAKE: weights each class by its dearest mistake and takes the likeliest, whatever the other costs and answers
# TOLD: You weighted each class by what missing it costs at most, and
@lesson.exercise
def cheapest_answer(P: np.ndarray, cost: np.ndarray) -> np.ndarray:
    return (P * cost.max(axis=1)).argmax(axis=1)
