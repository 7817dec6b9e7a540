# RIGHT: a loop with math.log and a helper for centre and size
import math


def _centre_and_size(x0, y0, x1, y1):
    return (x0 + x1) / 2, (y0 + y1) / 2, x1 - x0, y1 - y0


@lesson.exercise
def anchor_offsets(anchors, boxes):
    rows = []
    for anchor, box in zip(anchors.tolist(), boxes.tolist()):
        ax, ay, aw, ah = _centre_and_size(*anchor)
        bx, by, bw, bh = _centre_and_size(*box)
        rows.append([(bx - ax) / aw, (by - ay) / ah, math.log(bw / aw), math.log(bh / ah)])
    return torch.tensor(rows, dtype=torch.float32).reshape(-1, 4)
