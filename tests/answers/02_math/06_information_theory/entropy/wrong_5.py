# MISTAKE: takes the plain mean of the surprises over the symbols instead of weighting them by probability.
# TOLD: You averaged the surprise over the symbols as if all
@lesson.exercise
def entropy(counts: np.ndarray) -> float:
    p = counts[counts > 0] / counts.sum()
    return float(np.mean(-np.log2(p)))
