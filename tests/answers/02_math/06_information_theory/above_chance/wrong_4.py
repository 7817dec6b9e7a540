# MISTAKE: shuffles x and y with the same order, so the pairs stay together and nothing is left.
# TOLD: Your shuffles keep the pairs together: with x and y in
@lesson.exercise
def above_chance(x: np.ndarray, y: np.ndarray, rounds: int, seed: int) -> tuple[float, float]:
    rng = np.random.default_rng(seed)
    plain = mutual_info_score(x, y) / np.log(2)
    chance = []
    for _ in range(rounds):
        order = rng.permutation(len(y))
        chance.append(mutual_info_score(x[order], y[order]) / np.log(2))
    return float(plain), float(plain - np.mean(chance))
