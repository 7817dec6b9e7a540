# MISTAKE: One truth that is found after a repair is taken as proof, though all must be.
# TOLD: You looked for one box that fits one truth.
@lesson.exercise
def broken_step(boxes, truths):
    undo = {
        "axes": boxes[:, [1, 0, 3, 2]],
        "format": torch.cat([boxes[:, :2] - boxes[:, 2:] / 2, boxes[:, :2] + boxes[:, 2:] / 2], dim=1),
        "scale": boxes / 2,
        "suppression": boxes,
    }
    for name, repaired in undo.items():
        if iou(truths, repaired).max() >= 0.5:
            return name
    return "suppression"
