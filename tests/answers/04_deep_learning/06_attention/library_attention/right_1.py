# RIGHT: repeat_interleave, so that the heads of one sequence stand together
@lesson.exercise
def library_attention(module, x, lengths, causal):
    visible = attention_mask(lengths, x.shape[1], causal).squeeze(1)
    hidden = (~visible).repeat_interleave(module.num_heads, dim=0)
    return module(x, x, x, attn_mask=hidden, need_weights=False)[0]
