# MISTAKE: The experiments are made on x itself without a copy, so that the caller's sequence is changed.
@lesson.exercise
def what_is_wrong(model, x, pad):
    n = len(x)
    for row in range(pad):
        before = model(x)
        x[row] += 1
        if (model(x) - before)[pad:].abs().max() > 1e-4:
            return "sees padding"
    for row in range(pad + 1, n):
        before = model(x)
        x[row] += 1
        if (model(x) - before)[pad:row].abs().max() > 1e-4:
            return "sees the future"
    order = list(range(pad)) + list(range(n - 2, pad - 1, -1)) + [n - 1]
    if (model(x[order]) - model(x))[-1].abs().max() < 1e-4:
        return "blind to order"
    return "sound"
