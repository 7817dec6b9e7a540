# MISTAKE: The boxes are moved by their class number only, a pixel or two, so that classes still overlap.
# TOLD: You moved each class by its number only, a
@lesson.exercise
def nms_per_class(boxes, scores, labels, threshold):
    return nms(boxes + labels[:, None], scores, threshold)
