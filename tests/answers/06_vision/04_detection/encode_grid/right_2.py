# RIGHT: all rows at once, and the last box of each cell picked by a maximum over places
@lesson.exercise
def encode_grid(boxes, labels, size, grid, n_classes):
    target = torch.zeros(grid * grid, 5 + n_classes)
    if len(boxes):
        centre = (boxes[:, :2] + boxes[:, 2:]) / 2 * grid / size
        cell = centre.floor().long().clamp(max=grid - 1)
        one_hot = F.one_hot(labels.long(), n_classes)
        described = torch.cat([torch.ones(len(boxes), 1), centre - cell, (boxes[:, 2:] - boxes[:, :2]) / size, one_hot], dim=1)
        flat = cell[:, 1] * grid + cell[:, 0]
        last = torch.full((grid * grid,), -1).scatter_reduce(0, flat, torch.arange(len(boxes)), "amax")
        target[last >= 0] = described[last[last >= 0]].float()
    return target.reshape(grid, grid, -1)
