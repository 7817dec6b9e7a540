# RIGHT: general eigenvalues with torch, counting the negative ones of A + Aᵀ, which are twice as large
@lesson.exercise
def is_convex(A: np.ndarray) -> bool:
    matrix = torch.tensor(np.asarray(A, dtype=float))
    values = torch.linalg.eigvals(matrix + matrix.T).real
    return sum(1 for value in values.tolist() if value <= -2e-10) == 0
