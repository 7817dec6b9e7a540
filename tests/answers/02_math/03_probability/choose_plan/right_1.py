# RIGHT: a dictionary of alarms and the cheapest by min
@lesson.exercise
def choose_plan(tests: np.ndarray, sick: np.ndarray, prevalence: float, price: float) -> str:
    alarms = {
        "nobody": np.zeros(len(sick), dtype=bool),
        "first": tests[:, 0],
        "second": tests[:, 1],
        "both": tests.all(axis=1),
        "either": tests.any(axis=1),
    }

    def cost(name):
        alarm = alarms[name]
        return prevalence * price * (1 - alarm[sick].mean()) + (1 - prevalence) * alarm[~sick].mean()

    return min(alarms, key=cost)
