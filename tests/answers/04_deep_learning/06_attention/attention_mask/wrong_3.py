# MISTAKE: Padded queries are blinded as well as padded keys hidden, so that their rows are empty and turn into NaN.
# TOLD: You hid padded queries too. Only keys are to
@lesson.exercise
def attention_mask(lengths, size, causal, window=None):
    place = torch.arange(size)
    real = place < lengths[:, None]
    visible = real[:, None, :, None] & real[:, None, None, :]
    if causal:
        visible = visible & torch.ones(size, size, dtype=torch.bool).tril()
    if window is not None:
        visible = visible & torch.ones(size, size, dtype=torch.bool).triu(1 - window)
    return visible
