# plain Python sums with math.fsum, no numpy arithmetic
@lesson.exercise
def permutation_p(values: np.ndarray, treated: np.ndarray, orders: np.ndarray) -> float:
    import math

    y = [float(v) for v in values]
    t = [bool(v) for v in treated]

    def gap(labels):
        one = [v for v, g in zip(y, labels) if g]
        zero = [v for v, g in zip(y, labels) if not g]
        return abs(math.fsum(one) / len(one) - math.fsum(zero) / len(zero))

    observed = gap(t)
    extreme = 1
    for order in orders.tolist():
        g = gap([t[i] for i in order])
        if g > observed or math.isclose(g, observed, rel_tol=0, abs_tol=1e-9):
            extreme += 1
    return extreme / (len(orders) + 1)
