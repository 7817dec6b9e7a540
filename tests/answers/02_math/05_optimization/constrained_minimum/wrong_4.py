# MISTAKE: Forgets the half before the quadratic term and takes 2 A w for its gradient.
# TOLD: The results are exactly those for 2 · `A`.
@lesson.exercise
def constrained_minimum(A: np.ndarray, b: np.ndarray, C: np.ndarray, d: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    p, k = len(b), len(d)
    system = np.block([[2 * A, C.T], [C, np.zeros((k, k))]])
    solution = np.linalg.solve(system, np.concatenate([b, d]))
    return solution[:p], solution[p:]
