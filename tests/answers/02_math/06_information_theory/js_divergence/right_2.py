# entropy of the average less the average of the entropies
@lesson.exercise
def js_divergence(p: np.ndarray, q: np.ndarray) -> float:
    def h(x):
        x = x[x > 0]
        return -np.sum(x * np.log2(x))

    return float(np.clip(h((p + q) / 2) - (h(p) + h(q)) / 2, 0, 1))
