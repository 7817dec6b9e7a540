# RIGHT: leaves each row out in a loop and measures how far all fitted values move; leverage from Q
@lesson.exercise
def influence(X, y):
    n, p = X.shape
    fitted = X @ np.linalg.lstsq(X, y, rcond=None)[0]
    s2 = ((y - fitted) ** 2).sum() / (n - p)
    distance = np.empty(n)
    for i in range(n):
        beta = np.linalg.lstsq(np.delete(X, i, axis=0), np.delete(y, i), rcond=None)[0]
        distance[i] = ((fitted - X @ beta) ** 2).sum() / (p * s2)
    Q = np.linalg.qr(X)[0]
    return (Q**2).sum(axis=1), distance
