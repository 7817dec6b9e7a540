# MISTAKE: A centre on the very edge of the image gets a cell that does not exist.
# TOLD: A centre on the very edge of the image
@lesson.exercise
def encode_grid(boxes, labels, size, grid, n_classes):
    target = torch.zeros(grid, grid, 5 + n_classes)
    for (x0, y0, x1, y1), label in zip(boxes.tolist(), labels.tolist()):
        cx, cy = (x0 + x1) / 2 * grid / size, (y0 + y1) / 2 * grid / size
        column, row = int(cx), int(cy)
        target[row, column] = 0
        target[row, column, :5] = torch.tensor([1, cx - column, cy - row, (x1 - x0) / size, (y1 - y0) / size])
        target[row, column, 5 + int(label)] = 1
    return target
