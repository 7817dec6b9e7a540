# MISTAKE: A box whose IoU equals the threshold is deleted too.
# TOLD: An IoU equal to the threshold is still allowed:
@lesson.exercise
def nms(boxes, scores, threshold):
    order = scores.argsort(descending=True, stable=True)
    kept = []
    while len(order):
        best, rest = order[0], order[1:]
        kept.append(int(best))
        order = rest[iou(boxes[best][None], boxes[rest])[0] < threshold]
    return torch.tensor(kept, dtype=torch.long)
