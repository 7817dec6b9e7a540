# plain Python: NormalDist of the standard library and erfc
@lesson.exercise
def compare_rates(clicks: np.ndarray, shown: np.ndarray, alternative: str) -> tuple[float, float, float, float]:
    import math
    from statistics import NormalDist

    (ka, kb), (na, nb) = [int(c) for c in clicks], [int(c) for c in shown]
    pa, pb = ka / na, kb / nb
    diff = pb - pa
    half = NormalDist().inv_cdf(0.975) * math.sqrt(pa * (1 - pa) / na + pb * (1 - pb) / nb)
    pooled = (ka + kb) / (na + nb)
    z = diff / math.sqrt(pooled * (1 - pooled) * (1 / na + 1 / nb))
    tail = {
        "two-sided": math.erfc(abs(z) / math.sqrt(2)),
        "larger": math.erfc(z / math.sqrt(2)) / 2,
        "smaller": math.erfc(-z / math.sqrt(2)) / 2,
    }
    return diff, diff - half, diff + half, tail[alternative]
