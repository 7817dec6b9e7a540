# MISTAKE: squares scipy's distance but leaves the base, so the result is in nats.
# TOLD: Your result is in nats. With bits, two distributions
from scipy.spatial.distance import jensenshannon


@lesson.exercise
def js_divergence(p: np.ndarray, q: np.ndarray) -> float:
    return float(jensenshannon(p, q) ** 2)
