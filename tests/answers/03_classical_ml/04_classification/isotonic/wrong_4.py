# MISTAKE: after joining two blocks does not look back at the one before
# TOLD: You joined neighbours in one pass only. A block that was joined
@lesson.exercise
def isotonic(z: np.ndarray, y: np.ndarray) -> np.ndarray:
    scores, inverse, count = np.unique(z, return_inverse=True, return_counts=True)
    sums = np.bincount(inverse, weights=y)
    blocks = []
    for s, c in zip(sums, count):
        if blocks and blocks[-1][0] / blocks[-1][1] >= s / c:
            last = blocks[-1]
            blocks[-1] = [last[0] + s, last[1] + c, last[2] + 1]
        else:
            blocks.append([s, c, 1])
    return np.concatenate([np.full(g, s / c) for s, c, g in blocks])[inverse]
