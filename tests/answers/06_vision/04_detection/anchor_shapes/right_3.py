# RIGHT: gradient ascent on the mean largest IoU itself, from a greedy choice among the sizes
def _fits(sizes, shapes):
    inter = torch.minimum(sizes[:, None], shapes).prod(dim=-1)
    return inter / (sizes.prod(dim=-1)[:, None] + shapes.prod(dim=-1) - inter)


@lesson.exercise
def anchor_shapes(sizes, k):
    sizes = sizes.detach().float()
    candidates = sizes[:: max(1, len(sizes) // max(200, k))]
    table, reached, chosen = _fits(sizes, candidates), torch.zeros(len(sizes)), []
    for _ in range(k):
        pick = int(torch.maximum(table, reached[:, None]).mean(dim=0).argmax())
        reached = torch.maximum(reached, table[:, pick])
        chosen.append(candidates[pick])
    logs = torch.stack(chosen).log().requires_grad_()
    optimiser = torch.optim.Adam([logs], lr=0.02)
    best, best_fit = logs.detach().clone(), -1.0
    for _ in range(200):
        fit = _fits(sizes, logs.exp()).max(dim=1).values.mean()
        if fit.item() > best_fit:
            best, best_fit = logs.detach().clone(), fit.item()
        optimiser.zero_grad()
        (-fit).backward()
        optimiser.step()
    return best.exp()
