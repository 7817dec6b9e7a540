# MISTAKE: A window of w lets a position see itself and w before it, one too many.
# TOLD: Your window is one too wide: the position itself
@lesson.exercise
def attention_mask(lengths, size, causal, window=None):
    place = torch.arange(size)
    i, j = place[:, None], place[None, :]
    visible = (j < lengths[:, None, None]).expand(-1, size, size)
    if causal:
        visible = visible & (j <= i)
    if window is not None:
        visible = visible & (i - j <= window)
    return visible[:, None]
