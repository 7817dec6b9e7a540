# RIGHT: one changed row at a time, in plain loops, and a few dozen drawn orders
@lesson.exercise
def what_is_wrong(model, x, pad):
    n = len(x)
    with torch.no_grad():
        before = model(x)
        for row in range(pad):
            changed = x.clone()
            changed[row] += 1
            if (model(changed) - before)[pad:].abs().max() > 1e-4:
                return "sees padding"
        for row in range(pad + 1, n):
            changed = x.clone()
            changed[row] += 1
            if (model(changed) - before)[pad:row].abs().max() > 1e-4:
                return "sees the future"
        generator = torch.Generator().manual_seed(1)
        for _ in range(40):
            order = torch.arange(n)
            order[pad : n - 1] = pad + torch.randperm(n - 1 - pad, generator=generator)
            if (model(x[order]) - before)[-1].abs().max() > 1e-4:
                return "sound"
    return "blind to order"
