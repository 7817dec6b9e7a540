# codes the values as whole numbers first and hands scikit-learn a contingency table
@lesson.exercise
def above_chance(x: np.ndarray, y: np.ndarray, rounds: int, seed: int) -> tuple[float, float]:
    rng = np.random.default_rng(seed)
    (_, a), (labels, b) = np.unique(x, return_inverse=True), np.unique(y, return_inverse=True)

    def bits(b):
        table = np.zeros((a.max() + 1, len(labels)), dtype=int)
        np.add.at(table, (a, b), 1)
        return mutual_info_score(None, None, contingency=table) / np.log(2)

    plain = bits(b)
    shuffled = sum(bits(rng.permutation(b)) for _ in range(rounds))
    return float(plain), float(plain - shuffled / rounds)
