# MISTAKE: averages the means of two blocks without their sizes
# TOLD: Joined blocks got the mean of their two means. A block of many
@lesson.exercise
def isotonic(z: np.ndarray, y: np.ndarray) -> np.ndarray:
    scores, inverse, count = np.unique(z, return_inverse=True, return_counts=True)
    sums = np.bincount(inverse, weights=y)
    blocks = []
    for s, c in zip(sums, count):
        blocks.append([s / c, 1])
        while len(blocks) > 1 and blocks[-2][0] >= blocks[-1][0]:
            mean, g = blocks.pop()
            blocks[-1] = [(blocks[-1][0] + mean) / 2, blocks[-1][1] + g]
    return np.concatenate([np.full(g, mean) for mean, g in blocks])[inverse]
