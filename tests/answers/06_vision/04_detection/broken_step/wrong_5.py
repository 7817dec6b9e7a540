# MISTAKE: The k-th box is compared with the k-th truth, as though a detector listed objects in the order of the truths.
# TOLD: The k-th box is compared with the k-th truth.
@lesson.exercise
def broken_step(boxes, truths):
    undo = {
        "axes": boxes[:, [1, 0, 3, 2]],
        "format": torch.cat([boxes[:, :2] - boxes[:, 2:] / 2, boxes[:, :2] + boxes[:, 2:] / 2], dim=1),
        "scale": boxes / 2,
        "suppression": boxes,
    }
    n = min(len(boxes), len(truths))
    return max(undo, key=lambda name: float(iou(truths[:n], undo[name][:n]).diagonal().min()))
