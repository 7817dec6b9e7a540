# RIGHT: survival functions, whose difference is the same
@lesson.exercise
def normal_gap(n: int, p: float) -> float:
    K = stats.binom(n, p)
    Z = stats.norm(K.mean(), K.std())
    return float(np.linalg.norm(K.sf(range(n + 1)) - Z.sf(range(n + 1)), ord=np.inf))
