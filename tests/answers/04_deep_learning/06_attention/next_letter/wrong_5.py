# MISTAKE: The scores are logarithms of weighted counts, and minus infinity for a letter that has not been seen.
# TOLD: Some of your scores are no finite numbers.
@lesson.exercise
def next_letter(tokens, n_letters):
    letters = tokens.tolist()
    counts = {}
    scores = torch.zeros(len(letters), n_letters)
    for i in range(len(letters)):
        for length in range(min(i, 4) + 1):
            context = tuple(letters[i - length : i])
            counts.setdefault(context, torch.zeros(n_letters))[letters[i]] += 1
        for length in range(min(i + 1, 4) + 1):
            context = tuple(letters[i + 1 - length : i + 1])
            if context in counts:
                scores[i] += 3.0**length * counts[context] / counts[context].sum()
    return scores.log()
