# RIGHT: each step undone by a matrix, and the name whose worst-found truth is found best
@lesson.exercise
def broken_step(boxes, truths):
    one, half = torch.eye(4), torch.eye(4) / 2
    swap = one[[1, 0, 3, 2]]
    corners = torch.tensor([[1.0, 0, -0.5, 0], [0, 1, 0, -0.5], [1, 0, 0.5, 0], [0, 1, 0, 0.5]])
    matrices = {"suppression": one, "scale": half, "format": corners, "axes": swap}
    return max(matrices, key=lambda name: float(iou(boxes.float() @ matrices[name].T, truths).amax(dim=0).min()))
