# MISTAKE: the results stay in sorted order and do not go back to that of p
# TOLD: Your result is in ascending order. It belongs in the order in which
@lesson.exercise
def adjusted(p: np.ndarray, method: str) -> np.ndarray:
    m = len(p)
    order = np.argsort(p)
    ranked = p[order]
    if method == "holm":
        new = np.maximum.accumulate(ranked * np.arange(m, 0, -1))
    else:
        new = np.minimum.accumulate((ranked * m / np.arange(1, m + 1))[::-1])[::-1]
    return np.minimum(new, 1)
