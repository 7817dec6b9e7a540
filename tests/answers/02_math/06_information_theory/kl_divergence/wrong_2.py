# MISTAKE: scipy's rel_entr knows the zeros, but its sum is in nats.
# TOLD: You took natural logarithms, which gives nats. The
from scipy.special import rel_entr


@lesson.exercise
def kl_divergence(p: np.ndarray, q: np.ndarray) -> float:
    return float(rel_entr(p, q).sum())
