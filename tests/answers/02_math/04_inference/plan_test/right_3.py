# noncentral chi-square for the power, brentq for the number
@lesson.exercise
def plan_test(base: float, lift: float, users: int, power: float, alpha: float) -> tuple[float, int]:
    from scipy.optimize import brentq

    h = 2 * np.arcsin(np.sqrt(base * (1 + lift))) - 2 * np.arcsin(np.sqrt(base))
    critical = stats.chi2.isf(alpha, 1)

    def found(nc):
        return stats.ncx2.sf(critical, 1, nc)

    nc = brentq(lambda x: found(x) - power, 1e-12, 500, xtol=1e-12, rtol=1e-12)
    return float(found(users * h**2 / 2)), int(np.ceil(2 * nc / h**2))
