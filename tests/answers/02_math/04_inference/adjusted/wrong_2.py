# MISTAKE: no running maximum or minimum: the order of the adjusted values may break
# TOLD: You did not hold the order: with Holm a larger p-value ends up below
@lesson.exercise
def adjusted(p: np.ndarray, method: str) -> np.ndarray:
    m = len(p)
    order = np.argsort(p)
    ranked = p[order]
    if method == "holm":
        new = ranked * np.arange(m, 0, -1)
    else:
        new = ranked * m / np.arange(1, m + 1)
    result = np.empty(m)
    result[order] = np.minimum(new, 1)
    return result
