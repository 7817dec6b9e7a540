# RIGHT: goes through all by score and asks whether a kept box overlaps too much
@lesson.exercise
def nms(boxes, scores, threshold):
    kept = []
    for k in sorted(range(len(scores)), key=lambda k: -scores[k].item()):
        if not any((iou(boxes[k : k + 1], boxes[j : j + 1]) > threshold).item() for j in kept):
            kept.append(k)
    return torch.tensor(kept, dtype=torch.int64)
