# RIGHT: SciPy's BFGS, which keeps the best point and stops when the calls are used up
@lesson.exercise
def fit_in_sixty_calls(loss_and_gradient, start: np.ndarray) -> np.ndarray:
    best = [np.inf, np.array(start, dtype=float)]

    def remembered(w):
        value, slope = loss_and_gradient(w)
        if value < best[0]:
            best[0], best[1] = value, w.copy()
        return value, slope

    try:
        optimize.minimize(remembered, best[1], jac=True, method="BFGS")
    except RuntimeError:
        pass
    return best[1]
