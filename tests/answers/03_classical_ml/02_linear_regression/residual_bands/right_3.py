# a loop over the rows that looks for the band of each
@lesson.exercise
def residual_bands(x: np.ndarray, y: np.ndarray, predicted: np.ndarray, edges: np.ndarray) -> np.ndarray:
    k = len(edges) - 1
    counts, sums = [0] * k, [0.0] * k
    for value, true, guess in zip(x, y, predicted):
        for j in range(k):
            if edges[j] <= value < edges[j + 1] or (j == k - 1 and value == edges[k]):
                counts[j] += 1
                sums[j] += true - guess
                break
    return np.array([[float(c), s / c if c else 0.0] for c, s in zip(counts, sums)])
