# MISTAKE: leaves both numbers in nats.
# TOLD: Your results are in nats, as scikit-learn's are. Divide
@lesson.exercise
def above_chance(x: np.ndarray, y: np.ndarray, rounds: int, seed: int) -> tuple[float, float]:
    rng = np.random.default_rng(seed)
    plain = mutual_info_score(x, y)
    chance = np.mean([mutual_info_score(x, rng.permutation(y)) for _ in range(rounds)])
    return float(plain), float(plain - chance)
