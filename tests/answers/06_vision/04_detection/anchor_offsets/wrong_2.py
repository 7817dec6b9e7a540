# MISTAKE: The ratios of the sizes are returned without the logarithm.
# TOLD: The sizes are ratios. Take the logarithm: half and
@lesson.exercise
def anchor_offsets(anchors, boxes):
    anchor_size, box_size = anchors[:, 2:] - anchors[:, :2], boxes[:, 2:] - boxes[:, :2]
    shift = (boxes[:, :2] + boxes[:, 2:] - anchors[:, :2] - anchors[:, 2:]) / 2
    return torch.cat([shift / anchor_size, box_size / anchor_size], dim=1)
