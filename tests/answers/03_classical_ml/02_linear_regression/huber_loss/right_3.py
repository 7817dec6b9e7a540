# a plain loop
@lesson.exercise
def huber_loss(residuals: np.ndarray, delta: float) -> float:
    total = 0.0
    for r in residuals:
        r = abs(float(r))
        if r <= delta:
            total += r * r / 2
        else:
            total += delta * (r - delta / 2)
    return total / len(residuals)
