# RIGHT: collects the places with nms in plain Python and sorts pairs (score, place)
@lesson.exercise
def nms_per_class(boxes, scores, labels, threshold):
    by_class = {}
    for place, label in enumerate(labels.tolist()):
        by_class.setdefault(label, []).append(place)
    kept = []
    for places in by_class.values():
        kept += [places[k] for k in nms(boxes[places], scores[places], threshold).tolist()]
    kept.sort(key=lambda place: (-scores[place].item(), place))
    return torch.tensor(kept, dtype=torch.long)
