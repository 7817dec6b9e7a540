# RIGHT: undoes each step, and takes the first after which every truth has a box with an IoU of 0.5
@lesson.exercise
def broken_step(boxes, truths):
    undo = {
        "axes": boxes[:, [1, 0, 3, 2]],
        "format": torch.cat([boxes[:, :2] - boxes[:, 2:] / 2, boxes[:, :2] + boxes[:, 2:] / 2], dim=1),
        "scale": boxes / 2,
        "suppression": boxes,
    }
    for name, repaired in undo.items():
        if iou(truths, repaired).max(dim=1).values.min() >= 0.5:
            return name
    raise ValueError("no step explains these boxes")
