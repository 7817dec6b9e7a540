# MISTAKE: Outputs are compared for exact equality, so that mere rounding counts as an influence.
@lesson.exercise
def what_is_wrong(model, x, pad):
    n = len(x)
    before = model(x)
    for row in range(pad):
        changed = x.clone()
        changed[row] += 1
        if not torch.equal(model(changed)[pad:], before[pad:]):
            return "sees padding"
    for row in range(pad + 1, n):
        changed = x.clone()
        changed[row] += 1
        if not torch.equal(model(changed)[pad:row], before[pad:row]):
            return "sees the future"
    for shift in range(1, n - 1 - pad):
        shuffled = torch.cat([x[:pad], x[pad:-1].roll(shift, 0), x[-1:]])
        if not torch.equal(model(shuffled)[-1], before[-1]):
            return "sound"
    return "blind to order"
