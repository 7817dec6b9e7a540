# MISTAKE: The correlation coefficient is not guarded, and is NaN where only one class is ever predicted.
# TOLD: The correlation coefficient is NaN where a single class
def divide(top, bottom):
    top, bottom = np.asarray(top, dtype=float), np.asarray(bottom, dtype=float)
    return np.divide(top, bottom, out=np.zeros_like(top), where=bottom != 0)


@lesson.exercise
def averaged_scores(counts: np.ndarray) -> dict[str, float]:
    counts = np.asarray(counts, dtype=float)
    tp, t, p, s = np.diag(counts), counts.sum(axis=1), counts.sum(axis=0), counts.sum()
    return {
        "macro_f1": float(divide(2 * tp, t + p).mean()),
        "micro_f1": float(tp.sum() / s),
        "macro_jaccard": float(divide(tp, t + p - tp).mean()),
        "mcc": float((tp.sum() * s - np.sum(p * t)) / np.sqrt((s**2 - np.sum(p**2)) * (s**2 - np.sum(t**2)))),
    }
