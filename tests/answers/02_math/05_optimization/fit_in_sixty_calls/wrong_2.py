# MISTAKE: Walks by plain gradient descent with the rate 0.1 that suits standardised columns, in raw units.
# TOLD: On the held-out rows your log loss is more
@lesson.exercise
def fit_in_sixty_calls(loss_and_gradient, start: np.ndarray) -> np.ndarray:
    w = np.array(start, dtype=float)
    for _ in range(60):
        _, slope = loss_and_gradient(w)
        w = w - 0.1 * slope
    return w
