# MISTAKE: The keys are shifted by torch.roll, which carries the end of the text round to the first key, so that the future has an influence.
# TOLD: Your scores at a position change when a later
@lesson.exercise
def next_letter(tokens, n_letters):
    n = len(tokens)
    one = F.one_hot(tokens, n_letters).float()
    context = torch.cat([one.roll(lag, 0) * w for lag, w in enumerate((2.0, 1.6, 1.4, 1.2))], dim=1)
    keys = context.roll(1, 0)
    visible = torch.ones(n, n).tril().bool()
    return attention(context * math.sqrt(context.shape[1]), keys, one, visible)
