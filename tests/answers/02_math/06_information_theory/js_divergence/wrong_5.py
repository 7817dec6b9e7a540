# MISTAKE: takes the divergences from the average to the two, with the arguments the wrong way round.
# TOLD: You measured from the average to the distributions.
@lesson.exercise
def js_divergence(p: np.ndarray, q: np.ndarray) -> float:
    m = (p + q) / 2
    return (kl_divergence(m, p) + kl_divergence(m, q)) / 2
