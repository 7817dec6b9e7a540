# MISTAKE: The causal mask is right, but key_padding_mask gets True for the real tokens, where the library hides what is True.
# TOLD: The results are exactly those of a solution in
@lesson.exercise
def library_attention(module, x, lengths, causal):
    n = x.shape[1]
    real = torch.arange(n)[None, :] < lengths[:, None]
    future = torch.ones(n, n, dtype=torch.bool).triu(1) if causal else None
    return module(x, x, x, key_padding_mask=real, attn_mask=future, need_weights=False)[0]
