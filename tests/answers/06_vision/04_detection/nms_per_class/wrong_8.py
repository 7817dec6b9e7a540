# MISTAKE: nms returns places within the class, and they are taken for places among all boxes.
# TOLD: These are places within each class, not within all
@lesson.exercise
def nms_per_class(boxes, scores, labels, threshold):
    kept = [torch.zeros(0, dtype=torch.long)]
    for label in labels.unique():
        own = labels == label
        kept.append(nms(boxes[own], scores[own], threshold))
    kept = torch.cat(kept)
    return kept[scores[kept].argsort(descending=True, stable=True)]
