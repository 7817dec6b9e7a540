# quadratic plain loops over ranks, no accumulate
@lesson.exercise
def adjusted(p: np.ndarray, method: str) -> np.ndarray:
    m = len(p)
    ranks = sorted(range(m), key=lambda i: p[i])
    out = [0.0] * m
    for place, i in enumerate(ranks):
        if method == "holm":
            out[i] = max((m - j) * float(p[ranks[j]]) for j in range(place + 1))
        else:
            out[i] = min(m / (j + 1) * float(p[ranks[j]]) for j in range(place, m))
        out[i] = min(out[i], 1.0)
    return np.array(out)
