# MISTAKE: The padding goes to key_padding_mask, and with the old mask causality is thrown away too.
# TOLD: The causal half has gone: a real position sees
@lesson.exercise
def library_attention(module, x, lengths, causal):
    padding = torch.arange(x.shape[1])[None, :] >= lengths[:, None]
    return module(x, x, x, key_padding_mask=padding, need_weights=False)[0]
