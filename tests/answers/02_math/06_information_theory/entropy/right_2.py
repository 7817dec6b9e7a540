# plain loop with math.log2 of total / count
import math


@lesson.exercise
def entropy(counts: np.ndarray) -> float:
    total = int(sum(counts))
    bits = 0.0
    for count in counts:
        count = int(count)
        if count > 0:
            bits += count / total * math.log2(total / count)
    return bits
