# RIGHT: a pivot table of the mean prediction by truth and group
@lesson.exercise
def odds_difference(y_true, y_pred, group):
    frame = pd.DataFrame({"t": y_true, "p": y_pred, "g": group})
    table = frame.pivot_table(index="g", columns="t", values="p", aggfunc="mean")
    return float((table.max() - table.min()).max())
