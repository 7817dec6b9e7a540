# RIGHT: line search along the direction, and the next made conjugate by projection
@lesson.exercise
def conjugate_gradient(A, b: np.ndarray, tol: float, most: int) -> tuple[np.ndarray, int]:
    x = np.zeros(len(b))
    residual = b.astype(float)
    direction = residual
    steps = 0
    while np.linalg.norm(residual) > tol * np.linalg.norm(b) and steps < most:
        moved = A @ direction
        length = (direction @ residual) / (direction @ moved)
        x = x + length * direction
        fresh = residual - length * moved
        direction = fresh - (fresh @ moved) / (direction @ moved) * direction
        residual = fresh
        steps += 1
    return x, steps
