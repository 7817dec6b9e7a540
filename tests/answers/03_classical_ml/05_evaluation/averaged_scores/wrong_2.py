# MISTAKE: Micro is taken for the mean of the classes' F1 weighted by their number of rows.
# TOLD: You took for micro the mean of the classes'
def divide(top, bottom):
    top, bottom = np.asarray(top, dtype=float), np.asarray(bottom, dtype=float)
    return np.divide(top, bottom, out=np.zeros_like(top), where=bottom != 0)


@lesson.exercise
def averaged_scores(counts: np.ndarray) -> dict[str, float]:
    counts = np.asarray(counts, dtype=float)
    tp, t, p, s = np.diag(counts), counts.sum(axis=1), counts.sum(axis=0), counts.sum()
    f1 = divide(2 * tp, t + p)
    bottom = np.sqrt((s**2 - np.sum(p**2)) * (s**2 - np.sum(t**2)))
    return {
        "macro_f1": float(f1.mean()),
        "micro_f1": float(np.sum(f1 * t) / s),
        "macro_jaccard": float(divide(tp, t + p - tp).mean()),
        "mcc": float(divide(tp.sum() * s - np.sum(p * t), bottom)),
    }
