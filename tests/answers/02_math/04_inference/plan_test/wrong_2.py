# MISTAKE: a one-sided test: alternative="larger"
# TOLD: Your test is one-sided. Two-sided, half of alpha lies in each tail,
@lesson.exercise
def plan_test(base: float, lift: float, users: int, power: float, alpha: float) -> tuple[float, int]:
    from statsmodels.stats.power import NormalIndPower
    from statsmodels.stats.proportion import proportion_effectsize

    effect = abs(proportion_effectsize(base * (1 + lift), base))
    plan = NormalIndPower()
    chance = plan.power(effect, users, alpha, ratio=1, alternative="larger")
    needed = plan.solve_power(effect, power=power, alpha=alpha, ratio=1, alternative="larger")
    return float(chance), int(np.ceil(needed))
