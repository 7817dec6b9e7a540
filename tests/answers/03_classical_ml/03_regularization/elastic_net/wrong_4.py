# MISTAKE: A column of ones is added and its weight is penalised like all others.
# TOLD: You penalised the intercept with the weights, so that
@lesson.exercise
def elastic_net(X, y, penalty, l1_ratio):
    A, left = np.column_stack([np.ones(len(y)), X]), y.astype(float)
    w, size = np.zeros(A.shape[1]), (A**2).mean(axis=0)
    for _ in range(20_000):
        before = w.copy()
        for j in range(len(w)):
            z = A[:, j] @ left / len(y) + size[j] * w[j]
            new = soft_threshold(z, penalty * l1_ratio) / (size[j] + penalty * (1 - l1_ratio))
            left = left + A[:, j] * (w[j] - new)
            w[j] = new
        if np.abs(w - before).max() < 1e-11:
            break
    return float(w[0]), w[1:]
