# RIGHT: plain loop over rows and columns
import math


@lesson.exercise
def logistic_gradient(w: np.ndarray, b: float, X: np.ndarray, y: np.ndarray, C: float) -> tuple[np.ndarray, float]:
    by_w = [float(v) for v in w]
    by_b = 0.0
    for x, t in zip(X, y):
        z = b + sum(float(u) * float(v) for u, v in zip(x, w))
        p = 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))
        by_b += C * (p - t)
        for j in range(len(by_w)):
            by_w[j] += C * (p - t) * float(x[j])
    return np.array(by_w), float(by_b)
