# MISTAKE: takes a ratio (the four-fifths rule) where a difference is asked for
# TOLD: That is the ratio of the rates. The difference
@lesson.exercise
def parity_difference(y_pred, group):
    rates = pd.Series(y_pred).groupby(group).mean()
    return float(1 - rates.min() / rates.max()) if rates.max() > 0 else 0.0
