# MISTAKE: Bonferroni for Holm: every p-value is multiplied by m
# TOLD: You multiplied every p-value by their number. That is Bonferroni's
@lesson.exercise
def adjusted(p: np.ndarray, method: str) -> np.ndarray:
    m = len(p)
    order = np.argsort(p)
    ranked = p[order]
    if method == "holm":
        new = np.maximum.accumulate(ranked * m)
    else:
        new = np.minimum.accumulate((ranked * m / np.arange(1, m + 1))[::-1])[::-1]
    result = np.empty(m)
    result[order] = np.minimum(new, 1)
    return result
