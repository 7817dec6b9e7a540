# RIGHT: plain Python lists, with max over index so that the first of equals counts
@lesson.exercise
def match_anchors(anchors, truths, low, high):
    overlap = iou(anchors, truths)
    result = []
    for row in overlap:
        if not len(row):
            result.append(-1)
            continue
        best = max(range(len(row)), key=lambda k: row[k].item())
        result.append(best if bool(row[best] >= high) else -1 if bool(row[best] < low) else -2)
    for k in range(len(truths)):
        column = overlap[:, k].tolist()
        top = max(column)
        if top > 0:
            result[column.index(top)] = k
    return torch.tensor(result, dtype=torch.int64)
