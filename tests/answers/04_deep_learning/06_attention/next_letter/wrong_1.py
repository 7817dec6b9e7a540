# MISTAKE: The keys are not shifted against the values, so that the lookup finds the letter itself and not what followed it.
# TOLD: You guess fewer than 1.3 times as many letters
@lesson.exercise
def next_letter(tokens, n_letters):
    n = len(tokens)
    one = F.one_hot(tokens, n_letters).float()
    context = torch.cat([F.pad(one, (0, 0, lag, 0))[:n] * w for lag, w in enumerate((2.0, 1.6, 1.4, 1.2))], dim=1)
    visible = torch.ones(n, n).tril().bool()
    return attention(context * math.sqrt(context.shape[1]), context, one, visible)
