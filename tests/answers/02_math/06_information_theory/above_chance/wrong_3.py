# MISTAKE: shuffles in place, which changes the caller's y.
# TOLD: You shuffled what was shuffled before. Each round
@lesson.exercise
def above_chance(x: np.ndarray, y: np.ndarray, rounds: int, seed: int) -> tuple[float, float]:
    rng = np.random.default_rng(seed)
    plain = mutual_info_score(x, y) / np.log(2)
    chance = []
    for _ in range(rounds):
        rng.shuffle(y)
        chance.append(mutual_info_score(x, y) / np.log(2))
    return float(plain), float(plain - np.mean(chance))
