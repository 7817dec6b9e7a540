# MISTAKE: conditions on the prediction and not on the truth: it compares precision and false omission rates
# TOLD: Truth and prediction are the wrong way round: you
@lesson.exercise
def odds_difference(y_true, y_pred, group):
    gaps = []
    for decision in (0, 1):
        rates = [y_true[here].mean() for label in np.unique(group) if (here := (group == label) & (y_pred == decision)).any()]
        gaps.append(max(rates) - min(rates) if rates else 0.0)
    return float(max(gaps))
