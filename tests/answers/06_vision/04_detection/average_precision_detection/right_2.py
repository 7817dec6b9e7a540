# RIGHT: truths in a dictionary by image, and the area as rectangles between recalls in numpy
@lesson.exercise
def average_precision_detection(boxes, scores, images, truth_boxes, truth_images, threshold):
    free = {}
    for place, image in enumerate(truth_images.tolist()):
        free.setdefault(image, []).append(place)
    order = sorted(range(len(scores)), key=lambda k: -scores[k].item())
    hit = np.zeros(len(order))
    for rank, k in enumerate(order):
        candidates = free.get(int(images[k]), [])
        if candidates:
            overlap = iou(boxes[k][None], truth_boxes[candidates])[0]
            best = int(overlap.argmax())
            if overlap[best] >= threshold:
                hit[rank] = 1
                del candidates[best]
    recall = np.concatenate([[0], np.cumsum(hit) / len(truth_boxes), [1]])
    precision = np.concatenate([[0], np.cumsum(hit) / np.arange(1, len(hit) + 1), [0]])
    for k in range(len(precision) - 2, -1, -1):
        precision[k] = max(precision[k], precision[k + 1])
    return float(np.sum(np.diff(recall) * precision[1:]))
