# MISTAKE: makes a new generator in each round, so all shuffles are the same one.
# TOLD: You made a new generator for every shuffle, so that all
@lesson.exercise
def above_chance(x: np.ndarray, y: np.ndarray, rounds: int, seed: int) -> tuple[float, float]:
    plain = mutual_info_score(x, y) / np.log(2)
    chance = []
    for _ in range(rounds):
        rng = np.random.default_rng(seed)
        chance.append(mutual_info_score(x, rng.permutation(y)) / np.log(2))
    return float(plain), float(plain - np.mean(chance))
