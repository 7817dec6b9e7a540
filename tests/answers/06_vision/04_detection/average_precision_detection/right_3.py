# RIGHT: matching image by image first, then the verdicts merged by score, and a recursion from the worst score up
def _verdicts(boxes, scores, truths, threshold):
    taken = torch.zeros(len(truths), dtype=torch.bool)
    verdict = torch.zeros(len(boxes), dtype=torch.bool)
    for k in scores.argsort(descending=True, stable=True).tolist():
        overlap = iou(boxes[k : k + 1], truths)[0].masked_fill(taken, -1)
        if len(truths) and overlap.max() >= threshold:
            verdict[k] = taken[overlap.argmax()] = True
    return verdict


def _area(hits, so_far, seen):
    total, peak = 0.0, 0.0
    for hit in reversed(hits):
        if hit:
            peak = max(peak, so_far / seen)
            total += peak
            so_far -= 1
        seen -= 1
    return total


@lesson.exercise
def average_precision_detection(boxes, scores, images, truth_boxes, truth_images, threshold):
    verdict = torch.zeros(len(boxes), dtype=torch.bool)
    for image in images.unique():
        own = images == image
        verdict[own] = _verdicts(boxes[own], scores[own], truth_boxes[truth_images == image], threshold)
    hits = verdict[scores.argsort(descending=True, stable=True)].tolist()
    return _area(hits, sum(hits), len(hits)) / len(truth_boxes)
