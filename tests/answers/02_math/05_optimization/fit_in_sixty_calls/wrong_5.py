# MISTAKE: Takes gradient descent with backtracking for enough: a line search makes it safe, but the condition number still makes it far too slow.
# TOLD: On the held-out rows your log loss is more
@lesson.exercise
def fit_in_sixty_calls(loss_and_gradient, start: np.ndarray) -> np.ndarray:
    w = np.array(start, dtype=float)
    value, grad = loss_and_gradient(w)
    used, step = 1, 1.0
    while used < 60:
        new_value, new_grad = loss_and_gradient(w - step * grad)
        used += 1
        if new_value <= value - 1e-4 * step * (grad @ grad):
            w, value, grad = w - step * grad, new_value, new_grad
            step *= 2
        else:
            step /= 2
    return w
