# MISTAKE: Steepest descent: the next direction is the residual alone.
# TOLD: Each of your directions is the residual alone.
@lesson.exercise
def conjugate_gradient(A, b: np.ndarray, tol: float, most: int) -> tuple[np.ndarray, int]:
    x = np.zeros(len(b))
    residual = b.astype(float)
    direction = residual
    steps = 0
    while np.linalg.norm(residual) > tol * np.linalg.norm(b) and steps < most:
        moved = A @ direction
        length = (residual @ residual) / (direction @ moved)
        x = x + length * direction
        fresh = residual - length * moved
        direction = fresh
        residual = fresh
        steps += 1
    return x, steps
