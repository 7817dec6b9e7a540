# MISTAKE: The heads are tiled (0, 1, 0, 1) instead of each being repeated (0, 0, 1, 1), so query heads use the wrong group.
# TOLD: The heads of keys and values are dealt round
@lesson.exercise
def decode_step(q, k, v, cache):
    t = 0 if cache is None else cache[0].shape[2]
    place = torch.tensor([t])
    q, k = rotate(q, place), rotate(k, place)
    if cache is not None:
        k, v = torch.cat([cache[0], k], dim=2), torch.cat([cache[1], v], dim=2)
    groups = q.shape[1] // k.shape[1]
    return attention(q, k.repeat(1, groups, 1, 1), v.repeat(1, groups, 1, 1)), (k, v)
