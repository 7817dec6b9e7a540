# MISTAKE: Only the symptom is treated: the outputs at padded positions are set to zero, and the masks stay with the wrong sequences.
@lesson.exercise
def library_attention(module, x, lengths, causal):
    visible = attention_mask(lengths, x.shape[1], causal).squeeze(1)
    hidden = (~visible).repeat(module.num_heads, 1, 1)
    result = module(x, x, x, attn_mask=hidden, need_weights=False)[0]
    real = torch.arange(x.shape[1])[None, :] < lengths[:, None]
    return result * real[:, :, None]
