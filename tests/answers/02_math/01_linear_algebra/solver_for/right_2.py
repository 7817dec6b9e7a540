# RIGHT: svdvals and machine epsilon, the singular values compared without a division
@lesson.exercise
def solver_for(A: np.ndarray) -> str:
    s = linalg.svdvals(A / np.sqrt((A**2).sum(axis=0)))
    largest, smallest = s[0], s[-1]
    wanted = 1e-6 / np.finfo(float).eps
    if largest < np.sqrt(wanted) * smallest:
        return "normal equations"
    return "QR" if largest < wanted * smallest else "truncated SVD"
