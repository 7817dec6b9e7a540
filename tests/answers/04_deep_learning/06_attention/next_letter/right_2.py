# RIGHT: no tensors for the work: a dictionary counts what followed each context of 0 to 5 letters, and longer contexts weigh more
from collections import Counter, defaultdict


@lesson.exercise
def next_letter(tokens, n_letters):
    letters = tokens.tolist()
    followers = defaultdict(Counter)
    scores = torch.zeros(len(letters), n_letters)
    for i, letter in enumerate(letters):
        for length in range(6):
            if length <= i:
                followers[tuple(letters[i - length : i])][letter] += 1
        for length in range(6):
            if length <= i + 1:
                seen = followers.get(tuple(letters[i + 1 - length : i + 1]))
                if seen:
                    total = sum(seen.values())
                    for other, count in seen.items():
                        scores[i, other] += 3.0**length * count / (total + 1)
    return scores
