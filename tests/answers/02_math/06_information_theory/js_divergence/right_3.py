# plain loop over the symbols with math.log2
import math


@lesson.exercise
def js_divergence(p: np.ndarray, q: np.ndarray) -> float:
    total = 0.0
    for a, b in zip(p.tolist(), q.tolist()):
        if a > 0:
            total += 0.5 * a * math.log2(2 * a / (a + b))
        if b > 0:
            total += 0.5 * b * math.log2(2 * b / (a + b))
    return min(max(total, 0.0), 1.0)
