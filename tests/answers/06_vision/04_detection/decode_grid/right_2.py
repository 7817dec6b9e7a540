# RIGHT: written anew as a loop over cells
@lesson.exercise
def decode_grid(prediction, size, threshold):
    grid = len(prediction)
    boxes, scores, labels = [], [], []
    for row in range(grid):
        for column in range(grid):
            cell = prediction[row, column]
            label = cell[5:].argmax()
            score = cell[0] * cell[5 + label]
            if score >= threshold:
                cx, cy = (column + cell[1]) * size / grid, (row + cell[2]) * size / grid
                w, h = cell[3] * size, cell[4] * size
                boxes.append(torch.stack([cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2]))
                scores.append(score)
                labels.append(label)
    if not boxes:
        return torch.zeros(0, 4), torch.zeros(0), torch.zeros(0, dtype=torch.long)
    return torch.stack(boxes), torch.stack(scores), torch.stack(labels)
