# MISTAKE: The two shares are exchanged: the ratio goes to the squares and the rest to the absolute values.
# TOLD: ρ and 1 − ρ have changed places: ρ
@lesson.exercise
def elastic_net(X, y, penalty, l1_ratio):
    mean_x, mean_y = X.mean(axis=0), y.mean()
    A, left = X - mean_x, y - mean_y
    w, size = np.zeros(X.shape[1]), (A**2).mean(axis=0)
    for _ in range(5000):
        before = w.copy()
        for j in range(len(w)):
            z = A[:, j] @ left / len(y) + size[j] * w[j]
            new = soft_threshold(z, penalty * (1 - l1_ratio)) / (size[j] + penalty * l1_ratio)
            left = left + A[:, j] * (w[j] - new)
            w[j] = new
        if np.abs(w - before).max() < 1e-11:
            break
    return float(mean_y - mean_x @ w), w
