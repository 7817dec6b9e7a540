# RIGHT: a weight for each patient makes the clinic look like the population, then one matrix product and argmin
@lesson.exercise
def choose_plan(tests: np.ndarray, sick: np.ndarray, prevalence: float, price: float) -> str:
    names = ["nobody", "first", "second", "both", "either"]
    a, b = tests.T
    alarm = np.stack([np.zeros_like(a), a, b, a & b, a | b])
    weight = np.where(sick, price * prevalence / sick.sum(), (1 - prevalence) / (~sick).sum())
    return names[int(np.argmin((alarm != sick) @ weight))]
