# MISTAKE: The vertical shift too is divided by the anchor's width.
# TOLD: The vertical shift too is divided by the anchor's
@lesson.exercise
def anchor_offsets(anchors, boxes):
    anchor_size, box_size = anchors[:, 2:] - anchors[:, :2], boxes[:, 2:] - boxes[:, :2]
    shift = (boxes[:, :2] + boxes[:, 2:] - anchors[:, :2] - anchors[:, 2:]) / 2
    return torch.cat([shift / anchor_size[:, :1], (box_size / anchor_size).log()], dim=1)
