# MISTAKE: The padding is hidden along the axis of the queries instead of that of the keys.
# TOLD: You hid the padded *queries*. Their outputs are ignored
@lesson.exercise
def attention_mask(lengths, size, causal, window=None):
    place = torch.arange(size)
    real = place < lengths[:, None]
    visible = real[:, None, :, None].expand(-1, 1, size, size)
    if causal:
        visible = visible & (place[None, :] <= place[:, None])
    if window is not None:
        visible = visible & (place[:, None] - place[None, :] < window)
    return visible
