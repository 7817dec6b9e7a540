# RIGHT: np.searchsorted finds the bucket, np.interp interpolates between its two ends
@lesson.exercise
def histogram_quantile(q: float, bounds: list[float], cumulative: list[int]) -> float:
    edges = np.concatenate([[0.0], bounds])
    counts = np.concatenate([[0], cumulative])
    rank = q * counts[-1]
    i = np.searchsorted(counts[1:], rank, side="left")
    if i == len(bounds) - 1:
        return float(edges[-2])
    return float(np.interp(rank, counts[i : i + 2], edges[i : i + 2]))
