# MISTAKE: The offsets are exchanged along with row and column, though they had been in the right order, x first.
# TOLD: The offsets are swapped too. Channel 1 is x
@lesson.exercise
def decode_grid(prediction, size, threshold):
    grid = prediction.shape[0]
    chance, label = prediction[:, :, 5:].max(dim=-1)
    score = prediction[:, :, 0] * chance
    row, column = torch.nonzero(score >= threshold, as_tuple=True)
    cell = prediction[row, column]
    centre = (torch.stack([column, row], dim=1) + cell[:, [2, 1]]) / grid
    half = cell[:, 3:5] / 2
    boxes = torch.cat([centre - half, centre + half], dim=1) * size
    return boxes, score[row, column], label[row, column]
