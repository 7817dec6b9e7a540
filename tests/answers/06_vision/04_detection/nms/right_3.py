# RIGHT: the whole matrix of overlaps once, and a mask of the boxes still alive
@lesson.exercise
def nms(boxes, scores, threshold):
    order = torch.sort(scores, descending=True, stable=True).indices
    too_close = iou(boxes[order], boxes[order]) > threshold
    alive = torch.ones(len(order), dtype=torch.bool)
    for k in range(len(order)):
        if alive[k]:
            alive[k + 1 :] &= ~too_close[k, k + 1 :]
    return order[alive]
