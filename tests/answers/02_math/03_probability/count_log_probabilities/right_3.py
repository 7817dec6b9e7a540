# RIGHT: a loop with math.lgamma, one count at a time
import math


@lesson.exercise
def count_log_probabilities(k: np.ndarray, n: int, p: float) -> np.ndarray:
    rate, variance = n * p, n * p * (1 - p)
    rows = []
    for c in map(float, k):
        coefficient = math.lgamma(n + 1) - math.lgamma(c + 1) - math.lgamma(n - c + 1)
        rows.append(
            (
                coefficient + c * math.log(p) + (n - c) * math.log1p(-p),
                c * math.log(rate) - rate - math.lgamma(c + 1),
                -math.log(math.sqrt(2 * math.pi * variance)) - (c - rate) ** 2 / (2 * variance),
            )
        )
    return np.array(rows).reshape(-1, 3).T
