# RIGHT: the query heads of a group stand as several queries of one head, so nothing is repeated
@lesson.exercise
def decode_step(q, k, v, cache):
    batch, heads, _, d = q.shape
    kv_heads = k.shape[1]
    t = cache[0].size(2) if cache else 0
    here = torch.arange(t, t + 1, device=q.device)
    keys, values = k.new_empty(batch, kv_heads, t + 1, d), v.new_empty(batch, kv_heads, t + 1, d)
    if cache:
        keys[:, :, :t], values[:, :, :t] = cache
    keys[:, :, t:], values[:, :, t:] = rotate(k, here), v
    grouped = rotate(q, here).reshape(batch, kv_heads, heads // kv_heads, d)
    weights = torch.softmax(grouped @ keys.mT / d**0.5, dim=-1)
    return (weights @ values).reshape(batch, heads, 1, d), (keys, values)
