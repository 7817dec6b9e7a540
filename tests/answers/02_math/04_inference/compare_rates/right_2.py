# statsmodels: proportions_ztest and the Wald interval
@lesson.exercise
def compare_rates(clicks: np.ndarray, shown: np.ndarray, alternative: str) -> tuple[float, float, float, float]:
    from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

    a, b = clicks.tolist()
    n, m = shown.tolist()
    p = proportions_ztest([b, a], [m, n], alternative=alternative)[1]
    low, high = confint_proportions_2indep(b, m, a, n, method="wald", compare="diff")
    return float(b / m - a / n), float(low), float(high), float(p)
