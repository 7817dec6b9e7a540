# MISTAKE: x and y of the finished boxes are exchanged, which puts the cell right but turns its offsets and its shape.
# TOLD: x and y of the whole box are swapped.
@lesson.exercise
def decode_grid(prediction, size, threshold):
    grid = prediction.shape[0]
    chance, label = prediction[:, :, 5:].max(dim=-1)
    score = prediction[:, :, 0] * chance
    row, column = torch.nonzero(score >= threshold, as_tuple=True)
    cell = prediction[row, column]
    centre = (torch.stack([row, column], dim=1) + cell[:, 1:3]) / grid
    half = cell[:, 3:5] / 2
    boxes = torch.cat([centre - half, centre + half], dim=1) * size
    return boxes[:, [1, 0, 3, 2]], score[row, column], label[row, column]
