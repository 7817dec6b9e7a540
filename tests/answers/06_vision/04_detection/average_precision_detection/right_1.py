# RIGHT: one loop in order of score, then cumulative sums and a running maximum from behind
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
    envelope = precision.flip(0).cummax(0).values.flip(0)
    return float((envelope * hits).sum() / len(truth_boxes))
