# RIGHT: both lists through one matrix to centre and size, and a difference of logarithms
@lesson.exercise
def anchor_offsets(anchors, boxes):
    to_centres = torch.tensor([[0.5, 0, -1, 0], [0, 0.5, 0, -1], [0.5, 0, 1, 0], [0, 0.5, 0, 1]])
    a, b = anchors.float() @ to_centres, boxes.float() @ to_centres
    return torch.hstack([torch.div(b[:, :2] - a[:, :2], a[:, 2:]), torch.log(b[:, 2:]) - torch.log(a[:, 2:])])
