# MISTAKE: Takes the ratio of the norms, not of their squares.
# TOLD: The factor of the old direction is a quotient of squared lengths;
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
        direction = fresh + np.linalg.norm(fresh) / np.linalg.norm(residual) * direction
        residual = fresh
        steps += 1
    return x, steps
