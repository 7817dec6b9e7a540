# MISTAKE: The places returned are those in the sorted list, not in the list as it was given.
# TOLD: These are places in the sorted list. The caller
@lesson.exercise
def nms(boxes, scores, threshold):
    ranked = boxes[scores.argsort(descending=True, stable=True)]
    kept = []
    for k in range(len(ranked)):
        if not kept or bool((iou(ranked[k][None], ranked[kept]) <= threshold).all()):
            kept.append(k)
    return torch.tensor(kept, dtype=torch.long)
