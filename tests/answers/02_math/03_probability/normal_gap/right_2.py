# RIGHT: cumulative sum of the pmf, standardised k
@lesson.exercise
def normal_gap(n: int, p: float) -> float:
    K = stats.binom(n, p)
    k = np.arange(n + 1)
    z = (k - K.mean()) / K.std()
    return float(max(abs(np.cumsum(K.pmf(k)) - stats.norm.cdf(z))))
