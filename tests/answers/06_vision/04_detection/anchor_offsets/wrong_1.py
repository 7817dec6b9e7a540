# MISTAKE: The shift is divided by the size of the box, not of the anchor, which is all that is known when one decodes.
# TOLD: You divided by the size of the box. The
@lesson.exercise
def anchor_offsets(anchors, boxes):
    anchor_size, box_size = anchors[:, 2:] - anchors[:, :2], boxes[:, 2:] - boxes[:, :2]
    shift = (boxes[:, :2] + boxes[:, 2:] - anchors[:, :2] - anchors[:, 2:]) / 2
    return torch.cat([shift / box_size, (box_size / anchor_size).log()], dim=1)
