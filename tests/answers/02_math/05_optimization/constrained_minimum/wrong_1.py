# MISTAKE: Takes the multipliers with the other sign, so that A w − Cᵀ multipliers = b.
# TOLD: The multipliers have the wrong sign: the exercise asks
@lesson.exercise
def constrained_minimum(A: np.ndarray, b: np.ndarray, C: np.ndarray, d: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    p, k = len(b), len(d)
    system = np.block([[A, -C.T], [C, np.zeros((k, k))]])
    solution = np.linalg.solve(system, np.concatenate([b, d]))
    return solution[:p], solution[p:]
