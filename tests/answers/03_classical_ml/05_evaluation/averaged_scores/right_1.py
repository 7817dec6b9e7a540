# RIGHT: vectorised, with a safe division
def divide(top, bottom):
    top, bottom = np.asarray(top, dtype=float), np.asarray(bottom, dtype=float)
    return np.divide(top, bottom, out=np.zeros_like(top), where=bottom != 0)


@lesson.exercise
def averaged_scores(counts: np.ndarray) -> dict[str, float]:
    counts = np.asarray(counts, dtype=float)
    tp, t, p, s = np.diag(counts), counts.sum(axis=1), counts.sum(axis=0), counts.sum()
    fp, fn = p - tp, t - tp
    bottom = np.sqrt((s**2 - np.sum(p**2)) * (s**2 - np.sum(t**2)))
    return {
        "macro_f1": float(divide(2 * tp, 2 * tp + fp + fn).mean()),
        "micro_f1": float(divide(2 * tp.sum(), 2 * tp.sum() + fp.sum() + fn.sum())),
        "macro_jaccard": float(divide(tp, tp + fp + fn).mean()),
        "mcc": float(divide(tp.sum() * s - np.sum(p * t), bottom)),
    }
