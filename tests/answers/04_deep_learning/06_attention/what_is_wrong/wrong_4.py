# MISTAKE: Only the last row is changed and only the first real row watched, which misses a model that looks just one step ahead.
# TOLD: A leak of one position escapes you: the change
@lesson.exercise
def what_is_wrong(model, x, pad):
    n = len(x)
    before = model(x)
    for row in range(pad):
        changed = x.clone()
        changed[row] += 1
        if (model(changed) - before)[pad:].abs().max() > 1e-4:
            return "sees padding"
    changed = x.clone()
    changed[-1] += 1
    if (model(changed) - before)[pad].abs().max() > 1e-4:
        return "sees the future"
    order = list(range(pad)) + list(range(n - 2, pad - 1, -1)) + [n - 1]
    if (model(x[order]) - before)[-1].abs().max() < 1e-4:
        return "blind to order"
    return "sound"
