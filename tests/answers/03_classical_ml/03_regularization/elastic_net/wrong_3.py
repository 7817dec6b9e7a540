# MISTAKE: The intercept is the mean of y, without the part that the means of the columns take.
# TOLD: Your intercept is the mean of y alone; the
@lesson.exercise
def elastic_net(X, y, penalty, l1_ratio):
    A, left = X - X.mean(axis=0), y - y.mean()
    w, size = np.zeros(X.shape[1]), (A**2).mean(axis=0)
    for _ in range(5000):
        before = w.copy()
        for j in range(len(w)):
            z = A[:, j] @ left / len(y) + size[j] * w[j]
            new = soft_threshold(z, penalty * l1_ratio) / (size[j] + penalty * (1 - l1_ratio))
            left = left + A[:, j] * (w[j] - new)
            w[j] = new
        if np.abs(w - before).max() < 1e-11:
            break
    return float(y.mean()), w
