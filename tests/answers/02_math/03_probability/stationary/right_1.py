# RIGHT: least squares on the equations with the sum appended
@lesson.exercise
def stationary(P: np.ndarray) -> np.ndarray:
    k = len(P)
    equations = np.vstack([P.T - np.eye(k), np.ones(k)])
    return np.linalg.lstsq(equations, np.append(np.zeros(k), 1.0), rcond=None)[0]
