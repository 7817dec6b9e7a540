# MISTAKE: Takes the smallest eigenvalue, as if the flattest direction set the limit.
# TOLD: You used the smallest curvature. The steepest direction explodes
@lesson.exercise
def largest_stable_rate(X: np.ndarray) -> float:
    return float(2 / np.linalg.eigvalsh(X.T @ X / len(X))[0])
