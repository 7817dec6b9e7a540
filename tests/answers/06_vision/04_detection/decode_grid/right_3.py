# RIGHT: boxes of all cells from a lattice of corners, the mask last
@lesson.exercise
def decode_grid(prediction, size, threshold):
    grid = prediction.shape[0]
    steps = torch.arange(grid, device=prediction.device)
    y, x = torch.meshgrid(steps, steps, indexing="ij")
    dx, dy, w, h = (prediction[..., 1:5] * torch.tensor([size / grid, size / grid, size, size])).unbind(dim=-1)
    cx, cy = x * size / grid + dx, y * size / grid + dy
    boxes = torch.stack([cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2], dim=-1)
    chance, label = (prediction[..., :1] * prediction[..., 5:]).max(dim=-1)
    mask = chance >= threshold
    return boxes[mask], chance[mask], label[mask]
