# plain loop over the symbols
import math


@lesson.exercise
def kl_divergence(p: np.ndarray, q: np.ndarray) -> float:
    bits = 0.0
    for a, b in zip(p.tolist(), q.tolist()):
        if a == 0:
            continue
        if b == 0:
            return math.inf
        bits += a * (math.log2(a) - math.log2(b))
    return max(bits, 0.0)
