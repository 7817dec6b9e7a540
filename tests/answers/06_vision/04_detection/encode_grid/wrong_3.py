# MISTAKE: The first box keeps its cell, and the later one is dropped.
# TOLD: Of two centres in one cell the first box
@lesson.exercise
def encode_grid(boxes, labels, size, grid, n_classes):
    target = torch.zeros(grid, grid, 5 + n_classes)
    for (x0, y0, x1, y1), label in zip(boxes.tolist(), labels.tolist()):
        cx, cy = (x0 + x1) / 2 * grid / size, (y0 + y1) / 2 * grid / size
        column, row = min(int(cx), grid - 1), min(int(cy), grid - 1)
        if target[row, column, 0] == 1:
            continue
        target[row, column, :5] = torch.tensor([1, cx - column, cy - row, (x1 - x0) / size, (y1 - y0) / size])
        target[row, column, 5 + int(label)] = 1
    return target
