# MISTAKE: The labels are not looked at, so the rider suppresses the horse.
# TOLD: The classes compete with each other: the rider suppresses
@lesson.exercise
def nms_per_class(boxes, scores, labels, threshold):
    return nms(boxes, scores, threshold)
