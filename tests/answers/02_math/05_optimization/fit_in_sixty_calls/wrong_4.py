# MISTAKE: Trusts Adam to cope with the raw units, but a scale for each coordinate does not help with correlated columns, and sixty small steps are too few.
# TOLD: On the held-out rows your log loss is more
@lesson.exercise
def fit_in_sixty_calls(loss_and_gradient, start: np.ndarray) -> np.ndarray:
    w, m, v = np.array(start, dtype=float), np.zeros(len(start)), np.zeros(len(start))
    for t in range(1, 61):
        _, slope = loss_and_gradient(w)
        m = 0.9 * m + 0.1 * slope
        v = 0.999 * v + 0.001 * slope**2
        w = w - 0.01 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
    return w
