# MISTAKE: Row and column are exchanged where the cells are looked up, so that the numbers are read from other cells.
# TOLD: The numbers are read from other cells. torch.nonzero gives
@lesson.exercise
def decode_grid(prediction, size, threshold):
    grid = prediction.shape[0]
    chance, label = prediction[:, :, 5:].max(dim=-1)
    score = prediction[:, :, 0] * chance
    column, row = torch.nonzero(score >= threshold, as_tuple=True)
    cell = prediction[row, column]
    centre = (torch.stack([row, column], dim=1) + cell[:, 1:3]) / grid
    half = cell[:, 3:5] / 2
    boxes = torch.cat([centre - half, centre + half], dim=1) * size
    return boxes, score[row, column], label[row, column]
