# MISTAKE: the running minimum of Benjamini-Hochberg goes from the smallest p-value up
# TOLD: Benjamini–Hochberg runs down from the largest p-value. You ran up
@lesson.exercise
def adjusted(p: np.ndarray, method: str) -> np.ndarray:
    m = len(p)
    order = np.argsort(p)
    ranked = p[order]
    if method == "holm":
        new = np.maximum.accumulate(ranked * np.arange(m, 0, -1))
    else:
        new = np.minimum.accumulate(ranked * m / np.arange(1, m + 1))
    result = np.empty(m)
    result[order] = np.minimum(new, 1)
    return result
