# plain loops with a running sum and a count
import math


@lesson.exercise
def cross_entropy(log_probabilities: list[np.ndarray]) -> tuple[float, float]:
    loss, tokens = 0.0, 0
    for text in log_probabilities:
        for value in text.tolist():
            if value == -math.inf:
                return math.inf, math.inf
            loss -= value
            tokens += 1
    nats = loss / tokens
    return nats / math.log(2), math.exp(nats)
