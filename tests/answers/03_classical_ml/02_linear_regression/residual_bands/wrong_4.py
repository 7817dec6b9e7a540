# MISTAKE: pd.cut closes the bands on the right, not on the left.
# TOLD: Your bands hold their right end and not their left
@lesson.exercise
def residual_bands(x: np.ndarray, y: np.ndarray, predicted: np.ndarray, edges: np.ndarray) -> np.ndarray:
    band = pd.cut(pd.Series(x, dtype=float), edges, labels=False, include_lowest=True)
    residual = pd.Series(np.asarray(y - predicted, dtype=float))
    groups = residual.groupby(band)
    k = len(edges) - 1
    count = groups.size().reindex(range(k), fill_value=0)
    mean = groups.mean().reindex(range(k), fill_value=0.0)
    return np.column_stack([count, mean]).astype(float)
