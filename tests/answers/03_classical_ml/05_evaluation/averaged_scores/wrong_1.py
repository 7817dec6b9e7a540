# MISTAKE: Macro-F1 is made from the mean precision and the mean recall, and is not the mean of the F1s.
# TOLD: You averaged precision and recall over the classes first
def divide(top, bottom):
    top, bottom = np.asarray(top, dtype=float), np.asarray(bottom, dtype=float)
    return np.divide(top, bottom, out=np.zeros_like(top), where=bottom != 0)


@lesson.exercise
def averaged_scores(counts: np.ndarray) -> dict[str, float]:
    counts = np.asarray(counts, dtype=float)
    tp, t, p, s = np.diag(counts), counts.sum(axis=1), counts.sum(axis=0), counts.sum()
    precision, recall = divide(tp, p).mean(), divide(tp, t).mean()
    bottom = np.sqrt((s**2 - np.sum(p**2)) * (s**2 - np.sum(t**2)))
    return {
        "macro_f1": float(divide(2 * precision * recall, precision + recall)),
        "micro_f1": float(tp.sum() / s),
        "macro_jaccard": float(divide(tp, t + p - tp).mean()),
        "mcc": float(divide(tp.sum() * s - np.sum(p * t), bottom)),
    }
