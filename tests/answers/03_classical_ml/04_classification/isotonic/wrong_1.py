# MISTAKE: does not join equal scores, so rows with one score can get two values
# TOLD: Rows with equal scores got different values. A function of the
@lesson.exercise
def isotonic(z: np.ndarray, y: np.ndarray) -> np.ndarray:
    order = np.argsort(z, kind="stable")
    blocks = []
    for v in y[order]:
        blocks.append([float(v), 1])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] >= blocks[-1][0] / blocks[-1][1]:
            s, c = blocks.pop()
            blocks[-1] = [blocks[-1][0] + s, blocks[-1][1] + c]
    values = np.concatenate([np.full(c, s / c) for s, c in blocks])
    out = np.empty(len(z))
    out[order] = values
    return out
