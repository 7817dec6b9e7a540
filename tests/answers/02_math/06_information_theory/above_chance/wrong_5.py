# MISTAKE: returns the mean over the shuffles as second value, and not what exceeds it.
# TOLD: The second number is what shuffled data show. Asked for
@lesson.exercise
def above_chance(x: np.ndarray, y: np.ndarray, rounds: int, seed: int) -> tuple[float, float]:
    rng = np.random.default_rng(seed)
    plain = mutual_info_score(x, y) / np.log(2)
    chance = [mutual_info_score(x, rng.permutation(y)) / np.log(2) for _ in range(rounds)]
    return float(plain), float(np.mean(chance))
