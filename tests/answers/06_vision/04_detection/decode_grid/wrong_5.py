# MISTAKE: The grid is transposed at the start, so the boxes are right but come column by column instead of row by row.
# TOLD: The boxes are right, but they come column by
@lesson.exercise
def decode_grid(prediction, size, threshold):
    prediction = prediction.transpose(0, 1)
    grid = prediction.shape[0]
    chance, label = prediction[:, :, 5:].max(dim=-1)
    score = prediction[:, :, 0] * chance
    row, column = torch.nonzero(score >= threshold, as_tuple=True)
    cell = prediction[row, column]
    centre = (torch.stack([row, column], dim=1) + cell[:, 1:3]) / grid
    half = cell[:, 3:5] / 2
    boxes = torch.cat([centre - half, centre + half], dim=1) * size
    return boxes, score[row, column], label[row, column]
