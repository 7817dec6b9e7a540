# RIGHT: comparisons of index ranges by broadcasting
@lesson.exercise
def attention_mask(lengths, size, causal, window=None):
    place = torch.arange(size, device=lengths.device)
    i, j = place[:, None], place[None, :]
    visible = (j < lengths[:, None, None]).expand(-1, size, size)
    if causal:
        visible = visible & (j <= i)
    if window is not None:
        visible = visible & (i - j < window)
    return visible[:, None]
