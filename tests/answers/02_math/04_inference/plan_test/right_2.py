# arcsine effect size by hand, both tails, bisection over whole numbers
@lesson.exercise
def plan_test(base: float, lift: float, users: int, power: float, alpha: float) -> tuple[float, int]:
    h = 2 * (np.arcsin(np.sqrt(base * (1 + lift))) - np.arcsin(np.sqrt(base)))
    border = stats.norm.isf(alpha / 2)

    def reach(n):
        shift = abs(h) * np.sqrt(n / 2)
        return stats.norm.sf(border - shift) + stats.norm.cdf(-border - shift)

    low, high = 0, 1
    while reach(high) < power:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        if reach(middle) < power:
            low = middle
        else:
            high = middle
    return float(reach(users)), int(high)
