# RIGHT: the probabilities of the four patterns, gains against sending nobody, plain loops
@lesson.exercise
def choose_plan(tests: np.ndarray, sick: np.ndarray, prevalence: float, price: float) -> str:
    patterns = [(False, False), (False, True), (True, False), (True, True)]
    gain = {}
    for pattern in patterns:
        match = (tests == np.array(pattern)).all(axis=1)
        gain[pattern] = price * prevalence * match[sick].mean() - (1 - prevalence) * match[~sick].mean()
    plans = {
        "nobody": lambda x, y: False,
        "first": lambda x, y: x,
        "second": lambda x, y: y,
        "both": lambda x, y: x and y,
        "either": lambda x, y: x or y,
    }
    best, most = None, -np.inf
    for name, rule in plans.items():
        total = sum(gain[pattern] for pattern in patterns if rule(*pattern))
        if total > most:
            best, most = name, total
    return best
