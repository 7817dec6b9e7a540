# RIGHT: plain loop with math.exp, the form chosen by the sign of each number
import math


@lesson.exercise
def sigmoid(z: np.ndarray) -> np.ndarray:
    z = np.asarray(z, dtype=float)
    out = np.empty(z.size)
    for i, v in enumerate(z.ravel()):
        if v >= 0:
            out[i] = 1 / (1 + math.exp(-v))
        else:
            e = math.exp(v)
            out[i] = e / (1 + e)
    return out.reshape(z.shape)
