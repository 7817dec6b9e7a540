# MISTAKE: Only the last letter is looked up, which is the very lookup that is to be beaten.
# TOLD: You guess fewer than 1.3 times as many letters
@lesson.exercise
def next_letter(tokens, n_letters):
    n = len(tokens)
    one = F.one_hot(tokens, n_letters).float()
    keys = F.pad(one, (0, 0, 1, 0))[:n]
    return attention(30 * one, keys, one, torch.ones(n, n).tril().bool())
