# MISTAKE: The centre is written as a share of the image, not as an offset within its cell.
# TOLD: The centre is given relative to the whole image.
@lesson.exercise
def encode_grid(boxes, labels, size, grid, n_classes):
    target = torch.zeros(grid, grid, 5 + n_classes)
    for (x0, y0, x1, y1), label in zip(boxes.tolist(), labels.tolist()):
        cx, cy = (x0 + x1) / 2 / size, (y0 + y1) / 2 / size
        column, row = min(int(cx * grid), grid - 1), min(int(cy * grid), grid - 1)
        target[row, column] = 0
        target[row, column, :5] = torch.tensor([1, cx, cy, (x1 - x0) / size, (y1 - y0) / size])
        target[row, column, 5 + int(label)] = 1
    return target
