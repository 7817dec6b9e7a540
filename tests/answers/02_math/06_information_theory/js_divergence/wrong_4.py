# MISTAKE: averages KL(p, q) and KL(q, p), which is the symmetrised (Jeffreys) divergence.
# TOLD: You averaged the two divergences between p and q
@lesson.exercise
def js_divergence(p: np.ndarray, q: np.ndarray) -> float:
    return (kl_divergence(p, q) + kl_divergence(q, p)) / 2
