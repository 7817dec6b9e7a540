# MISTAKE: log1p(exp(m)) directly, which overflows for large m
# TOLD: log(1 + exp(z)) overflows for large z. Its value is then z
@lesson.exercise
def logistic_loss(z: np.ndarray, y: np.ndarray) -> float:
    m = np.where(y == 1, -z, z)
    return float(np.mean(np.log1p(np.exp(m))))
