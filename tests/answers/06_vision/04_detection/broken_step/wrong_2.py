# MISTAKE: The steps are applied once more instead of being undone, which helps only where a step is its own reverse.
# TOLD: The steps are applied once more. Only a swap
@lesson.exercise
def broken_step(boxes, truths):
    tries = {
        "axes": boxes[:, [1, 0, 3, 2]],
        "format": torch.cat([(boxes[:, :2] + boxes[:, 2:]) / 2, boxes[:, 2:] - boxes[:, :2]], dim=1),
        "scale": boxes * 2,
        "suppression": boxes,
    }
    return max(tries, key=lambda name: float(iou(truths, tries[name]).max(dim=1).values.min()))
