# MISTAKE: argsort is ascending by default, so the worst box leads.
# TOLD: You went through the boxes from the lowest score
@lesson.exercise
def nms(boxes, scores, threshold):
    order = scores.argsort(stable=True)
    kept = []
    while len(order):
        best, rest = order[0], order[1:]
        kept.append(int(best))
        order = rest[iou(boxes[best][None], boxes[rest])[0] <= threshold]
    return torch.tensor(kept, dtype=torch.long)
