# RIGHT: Newton by hand, the Hessian from differences of gradients, with backtracking and an own count of calls
@lesson.exercise
def fit_in_sixty_calls(loss_and_gradient, start: np.ndarray) -> np.ndarray:
    w = np.array(start, dtype=float)
    d = len(w)
    value, grad = loss_and_gradient(w)
    left, widths = 59, np.full(d, 1e-6)
    while left > d:
        hessian = np.empty((d, d))
        for i in range(d):
            moved = w.copy()
            moved[i] += widths[i]
            hessian[i] = (loss_and_gradient(moved)[1] - grad) / widths[i]
        left -= d
        hessian = (hessian + hessian.T) / 2
        scale = np.sqrt(np.maximum(np.diag(hessian), 1e-300))
        widths = 1e-4 / scale
        tame = hessian / np.outer(scale, scale) + 1e-10 * np.eye(d)
        direction = -np.linalg.solve(tame, grad / scale) / scale
        if -grad @ direction < 1e-9:
            break
        step = 1.0
        while left > 0:
            left -= 1
            new_value, new_grad = loss_and_gradient(w + step * direction)
            if new_value <= value + 1e-4 * step * (grad @ direction):
                w, value, grad = w + step * direction, new_value, new_grad
                break
            step /= 2
    return w
