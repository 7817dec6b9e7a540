# MISTAKE: averages the two gaps and so lets a fair rate hide an unfair one
# TOLD: You averaged the two gaps. A small one must
@lesson.exercise
def odds_difference(y_true, y_pred, group):
    gaps = []
    for truth in (0, 1):
        rates = [y_pred[(group == label) & (y_true == truth)].mean() for label in np.unique(group)]
        gaps.append(max(rates) - min(rates))
    return float(np.mean(gaps))
