# MISTAKE: More boxes than truths are taken for a missing suppression, but a detector with false alarms has more boxes too.
# TOLD: More boxes than truths are taken for a missing
@lesson.exercise
def broken_step(boxes, truths):
    if len(boxes) > len(truths):
        return "suppression"
    undo = {
        "axes": boxes[:, [1, 0, 3, 2]],
        "format": torch.cat([boxes[:, :2] - boxes[:, 2:] / 2, boxes[:, :2] + boxes[:, 2:] / 2], dim=1),
        "scale": boxes / 2,
    }
    return max(undo, key=lambda name: float(iou(truths, undo[name]).max(dim=1).values.min()))
