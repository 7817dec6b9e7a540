# MISTAKE: The precision at each hit is taken as it is, without interpolation.
# TOLD: The precision is not interpolated. At each recall, detection
@lesson.exercise
def average_precision_detection(boxes, scores, images, truth_boxes, truth_images, threshold):
    if len(boxes) == 0:
        return 0.0
    overlap = iou(boxes, truth_boxes) * (images[:, None] == truth_images[None])
    hits = []
    for k in scores.argsort(descending=True, stable=True):
        best = overlap[k].argmax()
        hit = bool(overlap[k, best] >= threshold)
        if hit:
            overlap[:, best] = 0
        hits.append(hit)
    hits = torch.tensor(hits, dtype=torch.float64)
    precision = hits.cumsum(0) / torch.arange(1, len(hits) + 1)
    return float((precision * hits).sum() / len(truth_boxes))
