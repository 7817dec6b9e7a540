# MISTAKE: The mask has the opposite convention: True where the key is hidden, as in nn.MultiheadAttention.
# TOLD: True hides in your mask. Here, as in `attention`,
@lesson.exercise
def attention_mask(lengths, size, causal, window=None):
    place = torch.arange(size)
    i, j = place[:, None], place[None, :]
    hidden = (j >= lengths[:, None, None]).expand(-1, size, size)
    if causal:
        hidden = hidden | (j > i)
    if window is not None:
        hidden = hidden | (j <= i - window)
    return hidden[:, None]
