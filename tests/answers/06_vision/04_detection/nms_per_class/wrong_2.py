# MISTAKE: The kept boxes come class by class, not by descending score over all classes.
# TOLD: The kept boxes come class by class. Sort them
@lesson.exercise
def nms_per_class(boxes, scores, labels, threshold):
    kept = [torch.zeros(0, dtype=torch.long)]
    for label in labels.unique():
        own = torch.nonzero(labels == label)[:, 0]
        kept.append(own[nms(boxes[own], scores[own], threshold)])
    return torch.cat(kept)
