# RIGHT: plain loop with math.log1p
import math


@lesson.exercise
def logistic_loss(z: np.ndarray, y: np.ndarray) -> float:
    total = 0.0
    for v, t in zip(z, y):
        m = -float(v) if t == 1 else float(v)
        if m > 0:
            total += m + math.log1p(math.exp(-m))
        else:
            total += math.log1p(math.exp(m))
    return total / len(z)
