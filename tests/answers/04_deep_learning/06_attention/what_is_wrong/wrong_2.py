# MISTAKE: The last row is shuffled along with the others, so that its output changes for want of the same query, even in a model that is blind to order.
# TOLD: A layer that is blind to order passes for
@lesson.exercise
def what_is_wrong(model, x, pad):
    n = len(x)
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
    order = list(range(pad)) + list(range(n - 1, pad - 1, -1))
    if (model(x[order]) - before)[-1].abs().max() < 1e-4:
        return "blind to order"
    return "sound"
