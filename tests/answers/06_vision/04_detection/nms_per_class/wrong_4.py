# MISTAKE: The boxes are moved by their class number only, a pixel or two, so that classes still overlap.
# TOLD: The boxes are moved by the number of their
@lesson.exercise
def nms_per_class(boxes, scores, labels, threshold):
    return nms(boxes + labels[:, None], scores, threshold)
