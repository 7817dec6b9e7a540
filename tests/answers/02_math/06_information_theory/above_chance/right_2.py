# one array of plain and shuffled values in nats, changed to bits at the end
@lesson.exercise
def above_chance(x: np.ndarray, y: np.ndarray, rounds: int, seed: int) -> tuple[float, float]:
    generator = np.random.default_rng(seed)
    versions = [y] + [generator.permutation(y) for _ in range(rounds)]
    bits = np.array([mutual_info_score(x, version) for version in versions]) * np.log2(np.e)
    return float(bits[0]), float(bits[0] - bits[1:].mean())
