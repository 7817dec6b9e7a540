# MISTAKE: lift is added to the base rate as if it were absolute
# TOLD: You added the lift to the rate. A lift of 0.2 means a rate 1.2 times
@lesson.exercise
def plan_test(base: float, lift: float, users: int, power: float, alpha: float) -> tuple[float, int]:
    from statsmodels.stats.power import NormalIndPower
    from statsmodels.stats.proportion import proportion_effectsize

    effect = abs(proportion_effectsize(min(max(base + lift, 1e-6), 1 - 1e-6), base))
    plan = NormalIndPower()
    chance = plan.power(effect, users, alpha, ratio=1, alternative="two-sided")
    needed = plan.solve_power(effect, power=power, alpha=alpha, ratio=1, alternative="two-sided")
    return float(chance), int(np.ceil(needed))
