# scipy.special.entr in nats, divided by ln 2
from scipy.special import entr


@lesson.exercise
def entropy(counts: np.ndarray) -> float:
    shares = np.asarray(counts, dtype=float) / np.sum(counts)
    return float(entr(shares).sum() / np.log(2))
