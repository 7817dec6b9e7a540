# RIGHT: whole stretches of rows replaced by noise, and the reversed and rolled order; a list of experiments by name
@lesson.exercise
def what_is_wrong(model, x, pad):
    generator = torch.Generator().manual_seed(7)
    n = len(x)

    def noisy(start, stop):
        y = x.clone()
        y[start:stop] += 1 + torch.rand(stop - start, x.shape[1], generator=generator).to(x)
        return y

    def differs(y, rows):
        return bool((model(y)[rows] - model(x)[rows]).abs().max() >= 1e-4)

    if any(differs(noisy(0, k), slice(pad, n)) for k in range(1, pad + 1)):
        return "sees padding"
    if any(differs(noisy(k, n), slice(pad, k)) for k in range(n - 1, pad, -1)):
        return "sees the future"
    head, middle, tail = x[:pad], x[pad:-1], x[-1:]
    orders = [middle.flip(0)] + [middle.roll(s, 0) for s in range(1, len(middle))]
    if any(differs(torch.cat([head, order, tail]), slice(n - 1, n)) for order in orders):
        return "sound"
    return "blind to order"
