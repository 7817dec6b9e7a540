# MISTAKE: J = F/(2 − F) holds for each class, but here it is applied to the mean F1.
# TOLD: You made the Jaccard score from the mean F1.
def divide(top, bottom):
    top, bottom = np.asarray(top, dtype=float), np.asarray(bottom, dtype=float)
    return np.divide(top, bottom, out=np.zeros_like(top), where=bottom != 0)


@lesson.exercise
def averaged_scores(counts: np.ndarray) -> dict[str, float]:
    counts = np.asarray(counts, dtype=float)
    tp, t, p, s = np.diag(counts), counts.sum(axis=1), counts.sum(axis=0), counts.sum()
    macro = divide(2 * tp, t + p).mean()
    bottom = np.sqrt((s**2 - np.sum(p**2)) * (s**2 - np.sum(t**2)))
    return {
        "macro_f1": float(macro),
        "micro_f1": float(tp.sum() / s),
        "macro_jaccard": float(macro / (2 - macro)),
        "mcc": float(divide(tp.sum() * s - np.sum(p * t), bottom)),
    }
