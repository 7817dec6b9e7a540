# MISTAKE: The half in front of the squares is carried into the division, which needs the derivative.
# TOLD: You added half of the squared part. The ½
@lesson.exercise
def elastic_net(X, y, penalty, l1_ratio):
    mean_x, mean_y = X.mean(axis=0), y.mean()
    A, left = X - mean_x, y - mean_y
    w, size = np.zeros(X.shape[1]), (A**2).mean(axis=0)
    for _ in range(5000):
        before = w.copy()
        for j in range(len(w)):
            z = A[:, j] @ left / len(y) + size[j] * w[j]
            new = soft_threshold(z, penalty * l1_ratio) / (size[j] + penalty * (1 - l1_ratio) / 2)
            left = left + A[:, j] * (w[j] - new)
            w[j] = new
        if np.abs(w - before).max() < 1e-11:
            break
    return float(mean_y - mean_x @ w), w
