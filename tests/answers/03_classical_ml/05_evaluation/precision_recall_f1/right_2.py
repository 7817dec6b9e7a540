# RIGHT: the library call with zero_division=0
@lesson.exercise
def precision_recall_f1(y_true: np.ndarray, scores: np.ndarray, threshold: float) -> tuple[float, float, float]:
    flagged = (np.asarray(scores) >= threshold).astype(int)
    p, r, f, _ = metrics.precision_recall_fscore_support(
        np.asarray(y_true).astype(int), flagged, average="binary", zero_division=0
    )
    return float(p), float(r), float(f)
