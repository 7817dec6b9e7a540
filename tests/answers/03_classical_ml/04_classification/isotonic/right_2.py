# RIGHT: the min-max formula: the largest over starts of the least over ends of the mean between
@lesson.exercise
def isotonic(z: np.ndarray, y: np.ndarray) -> np.ndarray:
    scores, inverse, count = np.unique(z, return_inverse=True, return_counts=True)
    sums = np.bincount(inverse, weights=y)
    S = np.concatenate([[0.0], np.cumsum(sums)])
    N = np.concatenate([[0], np.cumsum(count)])
    m = len(scores)
    values = np.empty(m)
    for i in range(m):
        starts, ends = np.arange(i + 1), np.arange(i + 1, m + 1)
        means = (S[ends][None, :] - S[starts][:, None]) / (N[ends][None, :] - N[starts][:, None])
        values[i] = means.min(axis=1).max()
    return values[inverse]
