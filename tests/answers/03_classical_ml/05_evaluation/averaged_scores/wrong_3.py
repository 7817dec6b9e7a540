# MISTAKE: Classes without any row in truth are left out of the macro means, instead of counting as 0.
# TOLD: You left classes out of the macro average that
def divide(top, bottom):
    top, bottom = np.asarray(top, dtype=float), np.asarray(bottom, dtype=float)
    return np.divide(top, bottom, out=np.zeros_like(top), where=bottom != 0)


@lesson.exercise
def averaged_scores(counts: np.ndarray) -> dict[str, float]:
    counts = np.asarray(counts, dtype=float)
    tp, t, p, s = np.diag(counts), counts.sum(axis=1), counts.sum(axis=0), counts.sum()
    there = t > 0
    bottom = np.sqrt((s**2 - np.sum(p**2)) * (s**2 - np.sum(t**2)))
    return {
        "macro_f1": float(divide(2 * tp, t + p)[there].mean()),
        "micro_f1": float(tp.sum() / s),
        "macro_jaccard": float(divide(tp, t + p - tp)[there].mean()),
        "mcc": float(divide(tp.sum() * s - np.sum(p * t), bottom)),
    }
