# MISTAKE: takes shares of all patients where shares of the sick and of the healthy are needed
# TOLD: You counted both errors as shares of all patients, so
@lesson.exercise
def choose_plan(tests: np.ndarray, sick: np.ndarray, prevalence: float, price: float) -> str:
    a, b = tests[:, 0], tests[:, 1]
    alarms = {"nobody": a & False, "first": a, "second": b, "both": a & b, "either": a | b}

    def cost(name):
        missed = (sick & ~alarms[name]).mean()
        false = (~sick & alarms[name]).mean()
        return price * prevalence * missed + (1 - prevalence) * false

    return min(alarms, key=cost)
