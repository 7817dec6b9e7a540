# RIGHT: moves each class to a region of its own, so that one call of nms does
@lesson.exercise
def nms_per_class(boxes, scores, labels, threshold):
    if len(boxes) == 0:
        return torch.zeros(0, dtype=torch.long)
    _, rank = labels.unique(return_inverse=True)
    reach = (boxes.max() - boxes.min()).double() + 1
    return nms(boxes.double() + (rank * reach)[:, None], scores, threshold)
