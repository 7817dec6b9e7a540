# chi-square of the 2x2 table (z squared) with explicit masks
@lesson.exercise
def peeking_rates(clicks: np.ndarray, shown: np.ndarray, alpha: float) -> tuple[float, float]:
    k = np.cumsum(clicks, axis=1, dtype=float)
    n = np.cumsum(shown, axis=1, dtype=float)
    a, b = k[:, :, 0], k[:, :, 1]
    c, d = n[:, :, 0] - a, n[:, :, 1] - b
    under = (a + b) * (c + d) * (a + c) * (b + d)
    chi = np.divide((a + b + c + d) * (a * d - b * c) ** 2, under, out=np.zeros_like(under), where=under > 0)
    hit = stats.chi2.sf(chi, 1) < alpha
    return float(hit[:, -1].mean()), float(hit.any(axis=1).mean())
