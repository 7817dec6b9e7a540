# RIGHT: states taken out one after another (Grassmann, Taksar, Heyman), loops and no linear solver
@lesson.exercise
def stationary(P: np.ndarray) -> np.ndarray:
    A = np.array(P, dtype=float)
    k = len(A)
    for last in range(k - 1, 0, -1):
        A[:last, last] /= A[last, :last].sum()
        A[:last, :last] += np.outer(A[:last, last], A[last, :last])
    pi = np.ones(k)
    for state in range(1, k):
        pi[state] = pi[:state] @ A[:state, state]
    return pi / pi.sum()
