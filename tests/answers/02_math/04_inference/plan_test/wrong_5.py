# MISTAKE: the effect size is the plain difference of the rates and not divided by their scatter
# TOLD: You gave the bare difference of the rates as effect size.
@lesson.exercise
def plan_test(base: float, lift: float, users: int, power: float, alpha: float) -> tuple[float, int]:
    from statsmodels.stats.power import NormalIndPower

    effect = abs(base * lift)
    plan = NormalIndPower()
    chance = plan.power(effect, users, alpha, ratio=1, alternative="two-sided")
    needed = plan.solve_power(effect, power=power, alpha=alpha, ratio=1, alternative="two-sided")
    return float(chance), int(np.ceil(needed))
