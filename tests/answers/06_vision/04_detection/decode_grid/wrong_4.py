# MISTAKE: The boxes are put right and then cut at the edge of the image, though they may reach beyond it.
# TOLD: The boxes are cut off at the edge of
@lesson.exercise
def decode_grid(prediction, size, threshold):
    grid = prediction.shape[0]
    chance, label = prediction[:, :, 5:].max(dim=-1)
    score = prediction[:, :, 0] * chance
    row, column = torch.nonzero(score >= threshold, as_tuple=True)
    cell = prediction[row, column]
    centre = (torch.stack([column, row], dim=1) + cell[:, 1:3]) / grid
    half = cell[:, 3:5] / 2
    boxes = (torch.cat([centre - half, centre + half], dim=1) * size).clamp(0, size)
    return boxes, score[row, column], label[row, column]
