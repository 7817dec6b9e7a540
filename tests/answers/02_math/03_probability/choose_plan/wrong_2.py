# MISTAKE: multiplies the rates of the two tests for "both" and "either" as if they were independent
# TOLD: You computed both tests together from their single
@lesson.exercise
def choose_plan(tests: np.ndarray, sick: np.ndarray, prevalence: float, price: float) -> str:
    s, f = tests[sick].mean(axis=0), tests[~sick].mean(axis=0)
    rates = {
        "nobody": (0.0, 0.0),
        "first": (s[0], f[0]),
        "second": (s[1], f[1]),
        "both": (s[0] * s[1], f[0] * f[1]),
        "either": (1 - (1 - s[0]) * (1 - s[1]), 1 - (1 - f[0]) * (1 - f[1])),
    }
    return min(rates, key=lambda k: price * prevalence * (1 - rates[k][0]) + (1 - prevalence) * rates[k][1])
