# MISTAKE: Subtracts a multiple of the old direction instead of adding it.
# TOLD: You subtracted the old direction from the fresh residual.
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
        direction = fresh - (fresh @ fresh) / (residual @ residual) * direction
        residual = fresh
        steps += 1
    return x, steps
