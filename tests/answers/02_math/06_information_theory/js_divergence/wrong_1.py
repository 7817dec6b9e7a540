# MISTAKE: returns the Jensen-Shannon distance of scipy, which is the square root.
# TOLD: You took the root, which is the Jensen–Shannon
from scipy.spatial.distance import jensenshannon


@lesson.exercise
def js_divergence(p: np.ndarray, q: np.ndarray) -> float:
    return float(jensenshannon(p, q, base=2))
