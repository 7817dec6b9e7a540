# MISTAKE: Causal is taken as strictly earlier, so that a position does not see itself.
# TOLD: A position may see itself: the diagonal is visible,
@lesson.exercise
def attention_mask(lengths, size, causal, window=None):
    place = torch.arange(size)
    i, j = place[:, None], place[None, :]
    visible = (j < lengths[:, None, None]).expand(-1, size, size)
    if causal:
        visible = visible & (j < i)
    if window is not None:
        visible = visible & (i - j < window)
    return visible[:, None]
