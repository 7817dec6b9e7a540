# MISTAKE: A box is deleted by any better box that overlaps it, even by one that was itself deleted.
# TOLD: A box that was itself suppressed still suppresses others
@lesson.exercise
def nms(boxes, scores, threshold):
    order = scores.argsort(descending=True, stable=True)
    overlap = iou(boxes[order], boxes[order]).triu(diagonal=1)
    return order[~(overlap > threshold).any(dim=0)]
