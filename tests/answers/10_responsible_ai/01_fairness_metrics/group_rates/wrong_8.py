# MISTAKE: divides the false positives by all who were selected (the false discovery rate) and not by the true negatives
# TOLD: The wrongly selected were divided by all the selected:
@lesson.exercise
def group_rates(y_true, y_pred, group):
    rows = []
    labels = np.unique(group)
    for label in labels:
        t, p = y_true[group == label], y_pred[group == label]
        tp, fp = np.sum((t == 1) & (p == 1)), np.sum((t == 0) & (p == 1))
        positives, chosen = np.sum(t == 1), np.sum(p == 1)
        rows.append({
            "n": len(t), "base_rate": t.mean(), "selection_rate": p.mean(),
            "tpr": tp / positives if positives else np.nan,
            "fpr": fp / chosen if chosen else np.nan,
            "precision": tp / chosen if chosen else np.nan,
        })
    return pd.DataFrame(rows, index=labels)
