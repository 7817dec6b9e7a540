# RIGHT: writes the table out as rows again and asks the library
@lesson.exercise
def averaged_scores(counts: np.ndarray) -> dict[str, float]:
    k = len(counts)
    i, j = np.indices((k, k))
    repeats = np.asarray(counts).astype(int).ravel()
    true, predicted = np.repeat(i.ravel(), repeats), np.repeat(j.ravel(), repeats)
    options = {"labels": list(range(k)), "zero_division": 0}
    return {
        "macro_f1": float(metrics.f1_score(true, predicted, average="macro", **options)),
        "micro_f1": float(metrics.f1_score(true, predicted, average="micro", **options)),
        "macro_jaccard": float(metrics.jaccard_score(true, predicted, average="macro", **options)),
        "mcc": float(metrics.matthews_corrcoef(true, predicted)),
    }
