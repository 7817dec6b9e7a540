# MISTAKE: counts missed and false alarms in the clinic and forgets the prevalence of the population
# TOLD: You weighted by the clinic's share of sick people. The
@lesson.exercise
def choose_plan(tests: np.ndarray, sick: np.ndarray, prevalence: float, price: float) -> str:
    a, b = tests[:, 0], tests[:, 1]
    alarms = {"nobody": a & False, "first": a, "second": b, "both": a & b, "either": a | b}
    return min(alarms, key=lambda name: price * (sick & ~alarms[name]).sum() + (~sick & alarms[name]).sum())
