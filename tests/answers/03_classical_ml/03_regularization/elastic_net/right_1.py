# centre, then coordinate descent with the squared part in the last division
@lesson.exercise
def elastic_net(X, y, penalty, l1_ratio):
    mean_x, mean_y = X.mean(axis=0), y.mean()
    A, left = X - mean_x, y - mean_y
    n, d = A.shape
    w, size = np.zeros(d), (A**2).mean(axis=0)
    for _ in range(20_000):
        biggest = 0.0
        for j in range(d):
            z = A[:, j] @ left / n + size[j] * w[j]
            new = np.sign(z) * max(abs(z) - penalty * l1_ratio, 0.0) / (size[j] + penalty * (1 - l1_ratio))
            left = left + A[:, j] * (w[j] - new)
            biggest = max(biggest, abs(new - w[j]))
            w[j] = new
        if biggest < 1e-12:
            break
    return float(mean_y - mean_x @ w), w
