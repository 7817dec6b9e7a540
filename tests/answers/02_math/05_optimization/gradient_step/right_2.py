# RIGHT: a loop over coordinates, built as a list
@lesson.exercise
def gradient_step(w: np.ndarray, grad: np.ndarray, lr: float) -> np.ndarray:
    moved = []
    for position, slope in zip(w, grad):
        moved.append(float(position) - lr * float(slope))
    return np.array(moved)
