# RIGHT: plain loops with math.exp
import math


@lesson.exercise
def softmax(Z: np.ndarray) -> np.ndarray:
    out = []
    for row in Z.tolist():
        top = max(row)
        e = [math.exp(v - top) for v in row]
        total = math.fsum(e)
        out.append([v / total for v in e])
    return np.array(out)
