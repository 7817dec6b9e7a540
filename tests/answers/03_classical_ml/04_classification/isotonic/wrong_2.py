# MISTAKE: returns the values in the order of the scores, not of the rows
# TOLD: Your values come in the order of the scores. Asked for is the
@lesson.exercise
def isotonic(z: np.ndarray, y: np.ndarray) -> np.ndarray:
    scores, inverse, count = np.unique(z, return_inverse=True, return_counts=True)
    sums = np.bincount(inverse, weights=y)
    blocks = []
    for s, c in zip(sums, count):
        blocks.append([s, c])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] >= blocks[-1][0] / blocks[-1][1]:
            s2, c2 = blocks.pop()
            blocks[-1] = [blocks[-1][0] + s2, blocks[-1][1] + c2]
    return np.concatenate([np.full(c, s / c) for s, c in blocks])
