# MISTAKE: Puts −b on the right, as if the linear term were added to the quadratic one.
# TOLD: The results are exactly those for −`b`.
@lesson.exercise
def constrained_minimum(A: np.ndarray, b: np.ndarray, C: np.ndarray, d: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    p, k = len(b), len(d)
    system = np.block([[A, C.T], [C, np.zeros((k, k))]])
    solution = np.linalg.solve(system, np.concatenate([-b, d]))
    return solution[:p], solution[p:]
