# RIGHT: an empty cache to start with, and the library's grouped attention
@lesson.exercise
def decode_step(q, k, v, cache):
    old_k, old_v = (k[:, :, :0], v[:, :, :0]) if cache is None else cache
    place = torch.full((1,), old_k.shape[-2], device=q.device)
    keys = torch.cat((old_k, rotate(k, place)), dim=-2)
    values = torch.cat((old_v, v), dim=-2)
    output = F.scaled_dot_product_attention(rotate(q, place), keys, values, enable_gqa=True)
    return output, (keys, values)
