# MISTAKE: One mask of shape (n, n) serves the whole batch, that of the longest sequence, so that the shorter ones see their padding.
@lesson.exercise
def library_attention(module, x, lengths, causal):
    visible = attention_mask(lengths, x.shape[1], causal).squeeze(1)
    hidden = ~visible[lengths.argmax()]
    return module(x, x, x, attn_mask=hidden, need_weights=False)[0]
