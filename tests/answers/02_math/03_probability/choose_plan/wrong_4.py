# MISTAKE: leaves out the plan that sends nobody
# TOLD: You never send nobody. Where few are sick and false
@lesson.exercise
def choose_plan(tests: np.ndarray, sick: np.ndarray, prevalence: float, price: float) -> str:
    a, b = tests[:, 0], tests[:, 1]
    alarms = {"first": a, "second": b, "both": a & b, "either": a | b}

    def cost(name):
        alarm = alarms[name]
        return price * prevalence * (~alarm[sick]).mean() + (1 - prevalence) * alarm[~sick].mean()

    return min(alarms, key=cost)
