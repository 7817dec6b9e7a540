# MISTAKE: alpha is halved for two sides although statsmodels does so itself
# TOLD: You halved alpha yourself, and the two-sided test halves it again.
@lesson.exercise
def plan_test(base: float, lift: float, users: int, power: float, alpha: float) -> tuple[float, int]:
    from statsmodels.stats.power import NormalIndPower
    from statsmodels.stats.proportion import proportion_effectsize

    effect = abs(proportion_effectsize(base * (1 + lift), base))
    plan = NormalIndPower()
    chance = plan.power(effect, users, alpha / 2, ratio=1, alternative="two-sided")
    needed = plan.solve_power(effect, power=power, alpha=alpha / 2, ratio=1, alternative="two-sided")
    return float(chance), int(np.ceil(needed))
