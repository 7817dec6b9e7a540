# MISTAKE: sorts p in place, so the caller's array changes
# TOLD: The result is right, but the call changed its argument `p` in place:
@lesson.exercise
def adjusted(p: np.ndarray, method: str) -> np.ndarray:
    m = len(p)
    order = np.argsort(p)
    p.sort()
    ranked = p
    if method == "holm":
        new = np.maximum.accumulate(ranked * np.arange(m, 0, -1))
    else:
        new = np.minimum.accumulate((ranked * m / np.arange(1, m + 1))[::-1])[::-1]
    result = np.empty(m)
    result[order] = np.minimum(new, 1)
    return result
