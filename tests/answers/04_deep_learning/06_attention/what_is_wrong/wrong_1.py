# MISTAKE: The outputs of all rows are compared, also those of the padded rows, which mean nothing and may well depend on padding.
# TOLD: You compare the outputs at padded rows after changing
@lesson.exercise
def what_is_wrong(model, x, pad):
    n = len(x)
    before = model(x)
    changed = x.clone()
    changed[:pad] += 1
    if (model(changed) - before).abs().max() > 1e-4:
        return "sees padding"
    for row in range(pad + 1, n):
        changed = x.clone()
        changed[row] += 1
        if (model(changed) - before)[pad:row].abs().max() > 1e-4:
            return "sees the future"
    order = list(range(pad)) + list(range(n - 2, pad - 1, -1)) + [n - 1]
    if (model(x[order]) - before)[-1].abs().max() < 1e-4:
        return "blind to order"
    return "sound"
