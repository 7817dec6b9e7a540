# MISTAKE: Demands positive eigenvalues, and so calls a bowl with a flat direction not convex.
# TOLD: Zero curvature is allowed: a flat direction is convex.
@lesson.exercise
def is_convex(A: np.ndarray) -> bool:
    return bool((np.linalg.eigvalsh((A + A.T) / 2) > 1e-10).all())
