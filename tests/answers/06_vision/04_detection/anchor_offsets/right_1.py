# RIGHT: two halves, vectorised
@lesson.exercise
def anchor_offsets(anchors, boxes):
    anchor_size, box_size = anchors[:, 2:] - anchors[:, :2], boxes[:, 2:] - boxes[:, :2]
    shift = (boxes[:, :2] + boxes[:, 2:] - anchors[:, :2] - anchors[:, 2:]) / 2
    return torch.cat([shift / anchor_size, (box_size / anchor_size).log()], dim=1)
