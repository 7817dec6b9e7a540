# MISTAKE: The order of the heads is repaired, but the mask is no longer turned round, though True hides in this module.
# TOLD: You turned the convention round. It was right: `attention_mask`
@lesson.exercise
def library_attention(module, x, lengths, causal):
    visible = attention_mask(lengths, x.shape[1], causal).squeeze(1)
    mask = visible.repeat_interleave(module.num_heads, dim=0)
    return module(x, x, x, attn_mask=mask, need_weights=False)[0]
