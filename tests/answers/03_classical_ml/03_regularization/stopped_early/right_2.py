# the steps taken one by one
@lesson.exercise
def stopped_early(X, y, rate, steps):
    n, d = X.shape
    w = np.zeros(d)
    for _ in range(steps):
        w = w - rate * X.T @ (X @ w - y) / n
    return w, n / (rate * steps)
