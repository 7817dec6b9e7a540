# RIGHT: the functions written above, and numpy for the rest
@lesson.exercise
def broken_assumption(X, y):
    n = len(y)
    design = np.column_stack([np.ones(n), X])

    def rest(columns):
        return y - columns @ np.linalg.lstsq(columns, y, rcond=None)[0]

    e = rest(design)
    Q = np.linalg.qr(design)[0]
    h = (Q**2).sum(axis=1)
    cook = e**2 / (3 * (e @ e) / (n - 3)) * h / (1 - h) ** 2
    if (cook > 1).any():
        return "influence"
    r = np.corrcoef(X[:, 0], X[:, 1])[0, 1]
    if 1 / (1 - r**2) > 10:
        return "collinearity"
    dw = (np.diff(e) ** 2).sum() / (e @ e)
    if dw < 1.2 or dw > 2.8:
        return "independence"
    centred = X - X.mean(axis=0)
    u = rest(np.column_stack([design, centred**2]))
    F = (e @ e - u @ u) / 2 / (u @ u / (n - 5))
    if stats.f.sf(F, 2, n - 5) < 0.001:
        return "linearity"
    squares = e**2
    g = squares - design @ np.linalg.lstsq(design, squares, rcond=None)[0]
    statistic = n * (1 - g @ g / ((squares - squares.mean()) ** 2).sum())
    return "constant variance" if stats.chi2.sf(statistic, 2) < 0.001 else "none"
