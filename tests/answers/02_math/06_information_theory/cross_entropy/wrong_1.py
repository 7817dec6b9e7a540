# MISTAKE: averages the means of the texts, so that short texts count as much as long ones.
# TOLD: You averaged over texts. Each token counts alike, so a
@lesson.exercise
def cross_entropy(log_probabilities: list[np.ndarray]) -> tuple[float, float]:
    means = [-text.mean() / np.log(2) for text in log_probabilities if len(text)]
    bits = float(np.mean(means))
    return bits, float(2**bits)
