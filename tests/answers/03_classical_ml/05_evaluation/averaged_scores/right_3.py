# RIGHT: Python whole numbers and loops; micro-F1 as the accuracy
import math


@lesson.exercise
def averaged_scores(counts: np.ndarray) -> dict[str, float]:
    table = [[int(c) for c in row] for row in counts]
    k = len(table)
    t = [sum(row) for row in table]
    p = [sum(table[i][j] for i in range(k)) for j in range(k)]
    s, c = sum(t), sum(table[i][i] for i in range(k))
    f1 = jaccard = 0.0
    for i in range(k):
        tp = table[i][i]
        union = t[i] + p[i] - tp
        if union:
            f1 += 2 * tp / (t[i] + p[i])
            jaccard += tp / union
    bottom = (s * s - sum(x * x for x in p)) * (s * s - sum(x * x for x in t))
    mcc = (c * s - sum(x * z for x, z in zip(p, t))) / math.sqrt(bottom) if bottom else 0.0
    return {"macro_f1": f1 / k, "micro_f1": c / s, "macro_jaccard": jaccard / k, "mcc": mcc}
