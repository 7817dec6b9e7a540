# MISTAKE: The signs are reversed: the way goes from the box to the anchor.
# TOLD: All four differences point from the box to the
@lesson.exercise
def anchor_offsets(anchors, boxes):
    anchor_size, box_size = anchors[:, 2:] - anchors[:, :2], boxes[:, 2:] - boxes[:, :2]
    shift = (anchors[:, :2] + anchors[:, 2:] - boxes[:, :2] - boxes[:, 2:]) / 2
    return torch.cat([shift / anchor_size, (anchor_size / box_size).log()], dim=1)
