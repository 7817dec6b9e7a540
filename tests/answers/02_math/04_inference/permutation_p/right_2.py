# labels as a matrix in chunks, treated sums by a matrix product, the other sum from the total
@lesson.exercise
def permutation_p(values: np.ndarray, treated: np.ndarray, orders: np.ndarray) -> float:
    y = values.astype(float)
    n1 = int(treated.sum())
    n0 = len(y) - n1
    total = y.sum()

    def diffs(labels):
        s1 = labels.astype(float) @ y
        return np.abs(s1 / n1 - (total - s1) / n0)

    seen = diffs(treated[None, :])[0]
    count = 0
    for start in range(0, len(orders), 100):
        count += int((diffs(treated[orders[start : start + 100]]) > seen - 1e-9).sum())
    return float((count + 1) / (len(orders) + 1))
