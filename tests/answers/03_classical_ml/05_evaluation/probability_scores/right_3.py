# RIGHT: a loop with the math module and fsum
import math


@lesson.exercise
def probability_scores(y_true: np.ndarray, p: np.ndarray) -> tuple[float, float]:
    squares, logs = [], []
    for y, q in zip(y_true, p):
        squares.append((float(q) - float(y)) ** 2)
        logs.append(-math.log(q) if y else -math.log1p(-q))
    return math.fsum(squares) / len(squares), math.fsum(logs) / len(logs)
