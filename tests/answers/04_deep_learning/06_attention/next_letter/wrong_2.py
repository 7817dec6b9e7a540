# MISTAKE: The mask lets position i see one value too far, namely the very letter that it is to guess.
# TOLD: Your scores at a position change when a later
@lesson.exercise
def next_letter(tokens, n_letters):
    n = len(tokens)
    one = F.one_hot(tokens, n_letters).float()
    context = torch.cat([F.pad(one, (0, 0, lag, 0))[:n] * w for lag, w in enumerate((2.0, 1.6, 1.4, 1.2))], dim=1)
    keys = F.pad(context, (0, 0, 1, 0))[:n]
    visible = torch.ones(n, n).tril(1).bool()
    return attention(context * math.sqrt(context.shape[1]), keys, one, visible)
