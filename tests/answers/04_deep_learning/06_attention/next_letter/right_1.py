# RIGHT: one call of attention, with the one-hot letters of five places side by side in queries and keys
@lesson.exercise
def next_letter(tokens, n_letters):
    n = len(tokens)
    one = F.one_hot(tokens, n_letters).float()
    parts = [F.pad(one, (0, 0, lag, 0))[:n] * w for lag, w in enumerate((2.0, 1.6, 1.4, 1.2, 1.0))]
    context = torch.cat(parts, dim=1)
    keys = F.pad(context, (0, 0, 1, 0))[:n]
    visible = torch.ones(n, n, dtype=torch.bool, device=tokens.device).tril()
    return attention(context * math.sqrt(context.shape[1]), keys, one, visible)
