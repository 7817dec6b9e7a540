# RIGHT: plain Python, counting the truths found by an overlap of its own
def _overlap(p, q):
    w, h = min(p[2], q[2]) - max(p[0], q[0]), min(p[3], q[3]) - max(p[1], q[1])
    if w <= 0 or h <= 0:
        return 0.0
    return w * h / ((p[2] - p[0]) * (p[3] - p[1]) + (q[2] - q[0]) * (q[3] - q[1]) - w * h)


@lesson.exercise
def broken_step(boxes, truths):
    steps = [
        ("format", lambda a, b, c, d: (a - c / 2, b - d / 2, a + c / 2, b + d / 2)),
        ("scale", lambda a, b, c, d: (a / 2, b / 2, c / 2, d / 2)),
        ("axes", lambda a, b, c, d: (b, a, d, c)),
        ("suppression", lambda *box: box),
    ]
    counts = {}
    for name, step in steps:
        repaired = [step(*box) for box in boxes.tolist()]
        counts[name] = sum(any(_overlap(box, truth) > 0.55 for box in repaired) for truth in truths.tolist())
    return max(counts, key=counts.get)
