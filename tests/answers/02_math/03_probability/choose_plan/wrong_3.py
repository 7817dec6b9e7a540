# MISTAKE: puts the price on the false alarms instead of the missed
# TOLD: The price is on false alarms in your sum. It is the
@lesson.exercise
def choose_plan(tests: np.ndarray, sick: np.ndarray, prevalence: float, price: float) -> str:
    a, b = tests[:, 0], tests[:, 1]
    alarms = {"nobody": a & False, "first": a, "second": b, "both": a & b, "either": a | b}

    def cost(name):
        alarm = alarms[name]
        return prevalence * (~alarm[sick]).mean() + price * (1 - prevalence) * alarm[~sick].mean()

    return min(alarms, key=cost)
