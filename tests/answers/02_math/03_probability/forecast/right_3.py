# RIGHT: a mixture of the product of independent tests and the counted share of the whole pattern
@lesson.exercise
def forecast(tests: np.ndarray, sick: np.ndarray, new: np.ndarray, prevalence: float) -> np.ndarray:
    def probability(rows):
        rate = (rows.sum(axis=0) + 1) / (len(rows) + 2)
        product = np.where(new, rate, 1 - rate).prod(axis=1)
        same = (new[:, None, :] == rows[None, :, :]).all(axis=2).sum(axis=1)
        return 0.8 * product + 0.2 * same / len(rows)

    if_sick = prevalence * probability(tests[sick])
    if_healthy = (1 - prevalence) * probability(tests[~sick])
    return if_sick / (if_sick + if_healthy)
