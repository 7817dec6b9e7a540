# RIGHT: coordinate by coordinate in plain floats, with the corrections moved into the rate and into ε
import math


@lesson.exercise
def adam_step(
    w: np.ndarray,
    grad: np.ndarray,
    m: np.ndarray,
    v: np.ndarray,
    t: int,
    lr: float = 0.001,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
    weight_decay: float = 0.0,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    correction = math.sqrt(1 - beta2**t)
    rate = lr * correction / (1 - beta1**t)
    new_w, new_m, new_v = [], [], []
    for wi, gi, mi, vi in zip(w, grad, m, v):
        mi = mi + (1 - beta1) * (gi - mi)
        vi = vi + (1 - beta2) * (gi * gi - vi)
        new_m.append(mi)
        new_v.append(vi)
        new_w.append(wi - lr * weight_decay * wi - rate * mi / (math.sqrt(vi) + eps * correction))
    return np.array(new_w), np.array(new_m), np.array(new_v)
