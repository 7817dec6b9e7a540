# a loop over shuffles with one generator
@lesson.exercise
def above_chance(x: np.ndarray, y: np.ndarray, rounds: int, seed: int) -> tuple[float, float]:
    rng = np.random.default_rng(seed)
    plain = mutual_info_score(x, y) / np.log(2)
    chance = 0.0
    for _ in range(rounds):
        chance += mutual_info_score(x, rng.permutation(y)) / np.log(2)
    return float(plain), float(plain - chance / rounds)
