# MISTAKE: clips z to plus or minus 500 against overflow, so the result for -600 is that of -500
# TOLD: You cut z off at some bound, so that all beyond it get the same
@lesson.exercise
def sigmoid(z: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))
