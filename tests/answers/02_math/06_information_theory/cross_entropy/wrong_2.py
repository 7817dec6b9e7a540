# MISTAKE: averages the perplexities of the texts.
# TOLD: You averaged the perplexities of the texts. Average the
@lesson.exercise
def cross_entropy(log_probabilities: list[np.ndarray]) -> tuple[float, float]:
    bits = float(-np.concatenate(log_probabilities).mean() / np.log(2))
    perplexities = [np.exp(-text.mean()) for text in log_probabilities if len(text)]
    return bits, float(np.mean(perplexities))
