"""Solutions of 06_vision/04_detection: Object detection."""

import numpy as np
import torch
from sklearn.metrics import average_precision_score
from torch import nn
from torch.nn import functional as F

from workbench.authoring import choice, normal_tensor, reference
from workbench.checking.evidence import module_output, random_weights


def block(n_in, n_out, kernel, stride):
    """A convolution, batch normalisation and ReLU."""
    return nn.Sequential(
        nn.Conv2d(n_in, n_out, kernel, stride=stride, padding=1, bias=False), nn.BatchNorm2d(n_out), nn.ReLU()
    )


def _boxes(rng, n, size=64):
    """n boxes with whole-numbered corners within size × size, at least 2 pixels wide and high."""
    low = rng.integers(0, size - 12, size=(n, 2))
    extent = rng.integers(2, 1 + size // 3, size=(n, 2))
    return torch.tensor([[*a, *(a + b).clip(max=size)] for a, b in zip(low, extent)], dtype=torch.float32).reshape(n, 4)


def _crowd(rng, n, size=16):
    """n boxes that overlap a lot."""
    low = rng.integers(0, size // 3, size=(n, 2))
    extent = rng.integers(size // 3, 2 * size // 3, size=(n, 2))
    return torch.tensor([[*a, *(a + b)] for a, b in zip(low, extent)], dtype=torch.float32).reshape(n, 4)


def _scores(rng, n, *, ties=False):
    scores = rng.integers(1, 4, size=n) / 4 if ties else rng.permutation(n) / n * 0.9 + 0.05
    return torch.tensor(scores, dtype=torch.float32)


# -- iou ---------------------------------------------------------------------------------------------------------------


@reference(rtol=1e-4, atol=1e-6)
def iou(boxes_a, boxes_b):
    low = torch.maximum(boxes_a[:, None, :2], boxes_b[None, :, :2])
    high = torch.minimum(boxes_a[:, None, 2:], boxes_b[None, :, 2:])
    shared = (high - low).clamp(min=0).prod(dim=-1)
    area_a = (boxes_a[:, 2:] - boxes_a[:, :2]).clamp(min=0).prod(dim=-1)
    area_b = (boxes_b[:, 2:] - boxes_b[:, :2]).clamp(min=0).prod(dim=-1)
    union = area_a[:, None] + area_b[None, :] - shared
    return torch.where(union > 0, shared / union, 0.0)


iou.example(
    boxes_a=torch.tensor([[0.0, 0.0, 2.0, 2.0]]), boxes_b=torch.tensor([[1.0, 0.0, 3.0, 2.0], [3.0, 3.0, 4.0, 5.0]])
)
# A point and a line have no area; nor has a box whose corners are swapped.
iou.example(
    boxes_a=torch.tensor([[3.0, 3.0, 3.0, 3.0], [0.0, 0.0, 4.0, 4.0], [5.0, 5.0, 2.0, 2.0]]),
    boxes_b=torch.tensor([[3.0, 3.0, 3.0, 3.0], [0.0, 0.0, 0.0, 4.0], [5.0, 5.0, 2.0, 2.0], [1.0, 1.0, 2.0, 2.0]]),
)


@iou.cases(n=12)
def _(rng, i):
    n, m = rng.integers(1, 6), rng.integers(0 if i == 3 else 1, 5)
    make = _boxes if i % 3 == 0 else _crowd
    # Every fourth pair of lists is small: sides of a fraction of a pixel count like any other.
    scale = 1 / 16 if i % 4 == 1 else 1.0
    if i == 7:
        n = 0
    return {"boxes_a": (make(rng, n) + rng.random()) * scale, "boxes_b": make(rng, m) * scale}


@iou.alternative
def _(boxes_a, boxes_b):
    result = torch.zeros(len(boxes_a), len(boxes_b))
    for i, (ax0, ay0, ax1, ay1) in enumerate(boxes_a.tolist()):
        for j, (bx0, by0, bx1, by1) in enumerate(boxes_b.tolist()):
            shared = max(min(ax1, bx1) - max(ax0, bx0), 0) * max(min(ay1, by1) - max(ay0, by0), 0)
            areas = max(ax1 - ax0, 0) * max(ay1 - ay0, 0) + max(bx1 - bx0, 0) * max(by1 - by0, 0)
            result[i, j] = shared / (areas - shared) if areas > 0 else 0
    return result


iou.misconception(
    "Width and height of the overlap are not each cut off at zero. Two boxes apart in both directions have two negative "
    "sides, whose product is a positive area.",
    "(high - low).clamp(min=0).prod(dim=-1) → (high - low).prod(dim=-1)",
)
iou.misconception(
    "Width and height of the overlap are not each cut off at zero. Two boxes apart in both directions have two negative "
    "sides, whose product is a positive area.",
    "(high - low).clamp(min=0).prod(dim=-1) → (high - low).prod(dim=-1).clamp(min=0)",
)
iou.misconception(
    "You divided by the sum of both areas. The shared part is in that sum twice: the union has it once.",
    "area_a[:, None] + area_b[None, :] - shared → area_a[:, None] + area_b[None, :]",
)
iou.misconception(
    "Two boxes without any area came out as NaN, 0/0. A NaN passes every later comparison as false; return 0 there.",
    "torch.where(union > 0, shared / union, 0.0) → shared / union",
)
iou.misconception(
    "You divided by the smaller of the two areas. That says how far one box lies within the other; a tiny box in a "
    "large one would get 1.",
    "area_a[:, None] + area_b[None, :] - shared → torch.minimum(area_a[:, None], area_b[None, :])",
)
iou.misconception(
    "You added 1 to widths and heights, as for corners that are whole pixels included in the box (the old Pascal VOC "
    "code). Here corners are positions: the width is x1 − x0.",
    "high - low → high - low + 1",
    "boxes_a[:, 2:] - boxes_a[:, :2] → boxes_a[:, 2:] - boxes_a[:, :2] + 1",
    "boxes_b[:, 2:] - boxes_b[:, :2] → boxes_b[:, 2:] - boxes_b[:, :2] + 1",
)


@iou.misconception(
    "The corners of a box were put in order first, so that a box with x1 < x0 has an area. Here such a box has none: cut its "
    "sides off at zero."
)
def _(boxes_a, boxes_b):
    def ordered(boxes):
        return torch.cat([torch.minimum(boxes[:, :2], boxes[:, 2:]), torch.maximum(boxes[:, :2], boxes[:, 2:])], dim=1)

    return iou(ordered(boxes_a), ordered(boxes_b))


iou.hints(
    "The overlap of two boxes is a box again. Its upper-left corner is the larger of the two upper-left corners.",
    "`boxes_a[:, None, :2]` against `boxes_b[None, :, :2]` compares every pair. Sides below zero mean: no overlap.",
    "`(high - low).clamp(min=0).prod(dim=-1)` is the shared area; the union is area + area − shared; "
    "`torch.where(union > 0, shared / union, 0.0)`.",
)
iou.explain(
    "Maximum of the lower corners, minimum of the upper ones, sides cut at zero: that is the shared box for all "
    "pairs at "
    "once. The union counts the shared part once, and where there is no union the answer is 0 by convention."
)

iou.equivalent("-1 → 1", because="a list of boxes has two axes, and the last of them is number 1")

# -- giou_loss ---------------------------------------------------------------------------------------------------------


@reference(rtol=1e-4, atol=1e-6)
def giou_loss(boxes, truths):
    low, high = torch.maximum(boxes[:, :2], truths[:, :2]), torch.minimum(boxes[:, 2:], truths[:, 2:])
    shared = (high - low).clamp(min=0).prod(dim=1)
    areas = (boxes[:, 2:] - boxes[:, :2]).prod(dim=1) + (truths[:, 2:] - truths[:, :2]).prod(dim=1)
    union = areas - shared
    first, last = torch.minimum(boxes[:, :2], truths[:, :2]), torch.maximum(boxes[:, 2:], truths[:, 2:])
    hull = (last - first).prod(dim=1)
    return (1 - shared / union + (hull - union) / hull).mean()


# Apart: the union is 4 + 6, the hull 5 × 4.
giou_loss.example(boxes=torch.tensor([[0.0, 0.0, 2.0, 2.0]]), truths=torch.tensor([[3.0, 1.0, 5.0, 4.0]]))
# One pair that overlaps, one that does not.
giou_loss.example(
    boxes=torch.tensor([[0.0, 0.0, 4.0, 4.0], [0.0, 5.0, 3.0, 7.0]]),
    truths=torch.tensor([[1.0, 2.0, 6.0, 5.0], [9.0, 1.0, 12.0, 3.0]]),
)


@giou_loss.cases(n=10)
def _(rng, i):
    n = rng.integers(1, 6)
    make = _boxes if i % 2 else _crowd
    # A fraction keeps corners from coinciding, where a minimum has no gradient of its own.
    return {"boxes": make(rng, n) + rng.uniform(0.1, 0.4), "truths": make(rng, n)}


@giou_loss.probe
def _(candidate, boxes, truths):
    boxes = boxes.clone().requires_grad_()
    loss = candidate(boxes, truths)
    slope = torch.autograd.grad(loss, boxes)[0] if isinstance(loss, torch.Tensor) and loss.requires_grad else None
    return {"loss": loss, "gradient": slope}


@giou_loss.alternative
def _(boxes, truths):
    # By sides: the hull's are the two sides together, less what they share; apart, they share a negative length.
    losses = []
    for box, truth in zip(boxes, truths):
        sides, others = box[2:] - box[:2], truth[2:] - truth[:2]
        common = torch.stack([torch.min(box[k + 2], truth[k + 2]) - torch.max(box[k], truth[k]) for k in (0, 1)])
        hull = torch.stack([torch.max(box[k + 2], truth[k + 2]) - torch.min(box[k], truth[k]) for k in (0, 1)]).prod()
        shared = torch.relu(common[0]) * torch.relu(common[1])
        union = sides[0] * sides[1] + others[0] * others[1] - shared
        losses.append(2 - shared / union - union / hull)
    return sum(losses) / len(losses)


giou_loss.misconception(
    "That is 1 − IoU. Boxes apart all cost 1 and get no gradient: the share of the hull that neither box covers must be in it.",
    "1 - shared / union + (hull - union) / hull → 1 - shared / union",
)
giou_loss.misconception(
    "Width and height of the overlap are not each cut off at zero, so that boxes apart in both directions share an area.",
    "(high - low).clamp(min=0).prod(dim=1) → (high - low).prod(dim=1)",
)
giou_loss.misconception(
    "Width and height of the overlap are not each cut off at zero, so that boxes apart in both directions share an area.",
    "(high - low).clamp(min=0).prod(dim=1) → (high - low).prod(dim=1).clamp(min=0)",
)
giou_loss.misconception(
    "You divided the empty part of the hull by the union. It is a share of the hull, and so never above 1.",
    "(hull - union) / hull → (hull - union) / union",
)
giou_loss.misconception(
    "The empty part of the hull makes your loss smaller. In the loss it is added: the further apart, the dearer.",
    "1 - shared / union + (hull - union) / hull → 1 - shared / union - (hull - union) / hull",
)
giou_loss.misconception(
    "That is the mean GIoU, which is 1 for a perfect box. A loss falls as boxes get closer: take 1 minus it.",
    "1 - shared / union + (hull - union) / hull → shared / union - (hull - union) / hull",
)
giou_loss.misconception(
    "The losses of the pairs are added up. Take their mean, or the step grows with the number of objects.",
    "(1 - shared / union + (hull - union) / hull).mean() → (1 - shared / union + (hull - union) / hull).sum()",
)


@giou_loss.misconception(
    "Each box is compared with every truth. Each has a truth of its own: compare row with row, without a pair of new axes."
)
def _(boxes, truths):
    n, m = len(boxes), len(truths)
    return giou_loss(boxes.repeat_interleave(m, dim=0), truths.repeat(n, 1))


giou_loss.misconception(
    "No gradient passes through the empty share of the hull, so a box apart from its truth gets no pull after all. Compute "
    "that term from `boxes` as they are, without no_grad, detach or item.",
    "1 - shared / union + (hull - union) / hull → 1 - shared / union + ((hull - union) / hull).detach()",
)
giou_loss.misconception(
    "No gradient passes through your loss: it was computed under no_grad, detached, or from plain numbers. Stay with torch "
    "operations on `boxes` as they are.",
    "(1 - shared / union + (hull - union) / hull).mean() → (1 - shared / union + (hull - union) / hull).mean().detach()",
)


giou_loss.hints(
    "IoU you have. The hull is a box too: which corners does it have?",
    "The hull goes from the minimum of the upper-left corners to the maximum of the lower-right ones. Pairs, not all with all: "
    "everything has shape (n,).",
    "`1 - shared / union + (hull - union) / hull`, and the mean of it. Stay with torch operations, so that gradients pass.",
)
giou_loss.explain(
    "Apart, shared is 0 and 1 − IoU constant, but the hull shrinks as the boxes approach, so the last term still pulls. Where "
    "they nearly agree, the hull is hardly more than the union, and the loss is nearly 1 − IoU."
)

# -- nms ---------------------------------------------------------------------------------------------------------------


@reference(check_dtype=True)
def nms(boxes, scores, threshold):
    order = scores.argsort(descending=True, stable=True)
    kept = []
    while len(order):
        best, rest = order[0], order[1:]
        kept.append(int(best))
        overlap = iou(boxes[best][None], boxes[rest])[0]
        order = rest[overlap <= threshold]
    return torch.tensor(kept, dtype=torch.long)


# A chain: the middle box overlaps both ends, the ends do not overlap each other.
_CHAIN = torch.tensor([[0.0, 0.0, 10.0, 10.0], [4.0, 0.0, 14.0, 10.0], [8.0, 0.0, 18.0, 10.0]])
nms.example(boxes=_CHAIN, scores=torch.tensor([0.9, 0.8, 0.7]), threshold=0.3)
# IoU of exactly one half; and nothing to do.
_HALVES = torch.tensor([[0.0, 0.0, 4.0, 2.0], [0.0, 0.0, 4.0, 4.0], [0.0, 0.0, 2.0, 4.0]])
nms.example(boxes=_HALVES, scores=torch.tensor([0.3, 0.6, 0.5]), threshold=0.5)
nms.example(boxes=torch.zeros(0, 4), scores=torch.zeros(0), threshold=0.5)


@nms.cases(n=14)
def _(rng, i):
    n = rng.integers(1, 12)
    return {
        "boxes": _crowd(rng, n),
        "scores": _scores(rng, n, ties=i % 3 == 2),
        # Exact in binary: an IoU that equals it does so in single and in double precision.
        "threshold": (0.25, 0.375, 0.5, 0.75)[i % 4],
    }


@nms.alternative
def _(boxes, scores, threshold):
    overlap = iou(boxes, boxes)
    kept = []
    for i in sorted(range(len(boxes)), key=lambda k: (-float(scores[k]), k)):
        if all(float(overlap[i, j]) <= threshold for j in kept):
            kept.append(i)
    return torch.tensor(kept, dtype=torch.int64)


@nms.misconception(
    "A box that was itself suppressed still suppresses others in your version. Only boxes that are *kept* may: "
    "go from "
    "the best downwards, and drop the victims from the list before you go on."
)
def _(boxes, scores, threshold):
    order = scores.argsort(descending=True, stable=True)
    overlap = iou(boxes[order], boxes[order]).triu(diagonal=1)
    return order[(overlap <= threshold).all(dim=0)]


@nms.misconception("An IoU equal to the threshold is still allowed: suppress what overlaps by *more* than it.")
def _(boxes, scores, threshold):
    return nms(boxes, scores, threshold - 1e-6)


@nms.misconception(
    "You went through the boxes from the lowest score upwards, so that the worst box of each group survives."
)
def _(boxes, scores, threshold):
    return nms(boxes, -scores, threshold)


@nms.misconception(
    "The right boxes, in the order of their places. Return them by score, best first: whoever cuts the list after k "
    "boxes counts on it."
)
def _(boxes, scores, threshold):
    return nms(boxes, scores, threshold).sort().values


@nms.misconception(
    "Of equal scores the later box came first. Equal scores keep their order here: sort stably, or results "
    "change from "
    "machine to machine."
)
def _(boxes, scores, threshold):
    last = len(boxes) - 1
    return last - nms(boxes.flip(0), scores.flip(0), threshold)


@nms.misconception(
    "These are places in the sorted list. The caller knows the list as it was given: translate them back by the order in which "
    "you sorted."
)
def _(boxes, scores, threshold):
    order = scores.argsort(descending=True, stable=True)
    return nms(boxes[order], scores[order], threshold)


nms.hints(
    "Think of a queue, best score first. What happens to the others when its head is kept?",
    "Sort once with `scores.argsort(descending=True, stable=True)`. Keep the head, compare it with the rest by "
    "`iou`, "
    "let the rest go on without those that overlap it too much.",
    "`while len(order):` take `order[0]`, append it to the kept ones, then `order = rest[overlap <= threshold]`.",
)
nms.explain(
    "Greedy: the best remaining box is always kept, and only kept boxes suppress. A suppressed box is out of "
    "the queue "
    "and can do no harm, which is what saves the far end of a chain of overlapping boxes."
)

_SORTED = "torch sorts stably on the CPU, where the cases live; on other devices it need not"
nms.equivalent(
    "scores.argsort(descending=True, stable=True) → scores.argsort(descending=True)", "True → False", because=_SORTED
)
nms.equivalent("int(best) → best", because="torch.tensor also takes numbers that are held in tensors")

# -- nms_per_class -----------------------------------------------------------------------------------------------------


@reference(check_dtype=True)
def nms_per_class(boxes, scores, labels, threshold):
    kept = [torch.zeros(0, dtype=torch.long)]
    for label in labels.unique():
        own = torch.nonzero(labels == label).flatten()
        kept.append(own[nms(boxes[own], scores[own], threshold)])
    chosen = torch.cat(kept).sort().values
    return chosen[scores[chosen].argsort(descending=True, stable=True)]


nms_per_class.example(boxes=_CHAIN, scores=torch.tensor([0.7, 0.9, 0.8]), labels=torch.tensor([0, 1, 0]), threshold=0.3)


@nms_per_class.cases(n=12)
def _(rng, i):
    n = rng.integers(1, 12) if i else 0
    boxes = _crowd(rng, n) - 3.0 * (i % 2)
    if i % 3 == 1:
        boxes = boxes - boxes.max()  # coordinates may all be negative
    return {
        "boxes": boxes,
        "scores": _scores(rng, n, ties=i % 3 == 2),
        # Labels are any whole numbers, not only 0, 1, 2.
        "labels": torch.tensor(rng.integers(0, 4, size=n) * (1 + 5 * (i % 2))),
        "threshold": (0.25, 0.375, 0.5)[i % 3],
    }


@nms_per_class.alternative
def _(boxes, scores, labels, threshold):
    # Move each class to a place of its own: boxes of different classes can then never overlap.
    if len(boxes) == 0:
        return torch.zeros(0, dtype=torch.long)
    span = boxes.max() - boxes.min() + 1
    return nms(boxes + (labels * span)[:, None], scores, threshold)


@nms_per_class.misconception(
    "The classes compete with each other: the rider suppresses the horse. Boxes may only suppress boxes of their own "
    "class."
)
def _(boxes, scores, labels, threshold):
    return nms(boxes, scores, threshold)


@nms_per_class.misconception("The kept boxes come class by class. Sort them by score again, over all classes.")
def _(boxes, scores, labels, threshold):
    kept = nms_per_class(boxes, scores, labels, threshold)
    return kept[labels[kept].argsort(stable=True)]


@nms_per_class.misconception(
    "These are places within each class, not within all boxes. What `nms` returns counts in the subset that it was "
    "given; translate it back."
)
def _(boxes, scores, labels, threshold):
    kept = nms_per_class(boxes, scores, labels, threshold)
    place = torch.zeros(len(labels), dtype=torch.long)
    for label in labels.unique():
        own = torch.nonzero(labels == label).flatten()
        place[own] = torch.arange(len(own))
    return place[kept]


@nms_per_class.misconception(
    "These are places within each class, not within all boxes. What `nms` returns counts in the subset that it was "
    "given; translate it back."
)
def _(boxes, scores, labels, threshold):
    kept = [torch.zeros(0, dtype=torch.long)]
    for label in labels.unique():
        kept.append(nms(boxes[labels == label], scores[labels == label], threshold))
    places = torch.cat(kept)
    return places[scores[places].argsort(descending=True, stable=True)]


@nms_per_class.misconception(
    "Only the best box of each class is left. Suppress by overlap within the class: an image may hold several "
    "objects of "
    "one kind."
)
def _(boxes, scores, labels, threshold):
    kept, seen = nms_per_class(boxes, scores, labels, threshold), set()
    first = [int(k) for k in kept if int(labels[k]) not in seen and not seen.add(int(labels[k]))]
    return torch.tensor(first, dtype=torch.long)


nms_per_class.misconception(
    "Boxes with some labels are lost. A label may be any whole number: go through those that occur, labels.unique().",
    "labels.unique() → range(3)",
)


@nms_per_class.misconception(
    "The classes are moved apart by too little: where coordinates are negative, label · boxes.max() leaves them overlapping. "
    "Move by more than the whole width, boxes.max() − boxes.min() + 1."
)
def _(boxes, scores, labels, threshold):
    return nms(boxes + (labels * boxes.max())[:, None], scores, threshold) if len(boxes) else labels


@nms_per_class.misconception(
    "The boxes are moved by the number of their class alone, so that boxes of two classes still overlap. Move by more than the "
    "whole width, boxes.max() − boxes.min() + 1, for each class."
)
def _(boxes, scores, labels, threshold):
    return nms(boxes + labels[:, None], scores, threshold)


@nms_per_class.misconception(
    "Of equal scores the box of the smaller label comes first: you sorted boxes that stood class by class. Bring them into the "
    "order given before you sort stably by score."
)
def _(boxes, scores, labels, threshold):
    kept = nms_per_class(boxes, scores, labels, threshold)
    kept = kept[labels[kept].argsort(stable=True)]
    return kept[scores[kept].argsort(descending=True, stable=True)]


nms_per_class.hints(
    "Run `nms` on the boxes of one class at a time. Which numbers does it give you, and which do you need?",
    "`own = torch.nonzero(labels == label).flatten()` are the places of one class; `own[nms(…)]` are kept places.",
    "Join the parts with `torch.cat`, put them in ascending order (for ties), then sort stably by score, descending.",
)
nms_per_class.explain(
    "Selecting and translating back with the same index array keeps the numbering right. The other common way adds a "
    "large offset per class to all coordinates and runs NMS once: that is how torchvision's batched_nms does it."
)

nms_per_class.equivalent(
    "scores[chosen].argsort(descending=True, stable=True) → scores[chosen].argsort(descending=True)",
    "True → False",
    because=_SORTED,
)

# -- encode_grid -------------------------------------------------------------------------------------------------------


@reference(rtol=1e-5, atol=1e-6)
def encode_grid(boxes, labels, size, grid, n_classes):
    target = torch.zeros(grid, grid, 5 + n_classes)
    for (x0, y0, x1, y1), label in zip(boxes.tolist(), labels.tolist()):
        x, y = (x0 + x1) / 2 * grid / size, (y0 + y1) / 2 * grid / size
        column, row = min(int(x), grid - 1), min(int(y), grid - 1)
        target[row, column] = 0.0
        target[row, column, :5] = torch.tensor([1.0, x - column, y - row, (x1 - x0) / size, (y1 - y0) / size])
        target[row, column, 5 + label] = 1.0
    return target


encode_grid.example(
    boxes=torch.tensor([[8.0, 32.0, 24.0, 56.0]]), labels=torch.tensor([1]), size=64, grid=2, n_classes=2
)
# A centre on a border between cells, a centre on the edge of the image, and two in one cell.
encode_grid.example(
    boxes=torch.tensor([[12.0, 0.0, 20.0, 8.0], [20.0, 32.0, 44.0, 32.0], [32.0, 10.0, 32.0, 14.0]]),
    labels=torch.tensor([0, 1, 2]),
    size=32,
    grid=2,
    n_classes=3,
)
encode_grid.example(
    boxes=torch.tensor([[2.0, 2.0, 10.0, 20.0], [4.0, 6.0, 12.0, 12.0]]),
    labels=torch.tensor([2, 0]),
    size=64,
    grid=4,
    n_classes=3,
)


@encode_grid.cases(n=10)
def _(rng, i):
    size, grid, n, k = 64 if i % 2 else 32, (4, 2, 3, 8)[i % 4], rng.integers(0 if i == 5 else 1, 6), 3
    return {
        "boxes": _boxes(rng, n, size),
        "labels": torch.tensor(rng.integers(0, k, size=n)),
        "size": size,
        "grid": grid,
        "n_classes": k + i % 2,
    }


@encode_grid.alternative
def _(boxes, labels, size, grid, n_classes):
    target = torch.zeros(grid * grid, 5 + n_classes)
    centre = (boxes[:, :2] + boxes[:, 2:]) * grid / (2 * size)
    cell = centre.floor().clamp(max=grid - 1)
    extent = (boxes[:, 2:] - boxes[:, :2]) / size
    kinds = F.one_hot(labels, n_classes).float()
    whole = torch.cat([torch.ones(len(boxes), 1), centre - cell, extent, kinds], dim=1)
    for place, values in zip((cell[:, 1] * grid + cell[:, 0]).long().tolist(), whole):
        target[place] = values
    return target.reshape(grid, grid, -1)


@encode_grid.misconception(
    "Row and column are swapped. x counts columns and y counts rows: a tensor is indexed [row, column], so y comes "
    "first."
)
def _(boxes, labels, size, grid, n_classes):
    return encode_grid(boxes, labels, size, grid, n_classes).transpose(0, 1)


encode_grid.misconception(
    "The centre is given relative to the whole image. The cell's place already says roughly where; store what "
    "is left, "
    "the offset within the cell, 0 to 1.",
    "x - column → x / grid",
    "y - row → y / grid",
)
encode_grid.misconception(
    "Width and height are in units of a cell. Here they are shares of the image, so that a sigmoid can reach "
    "them: a box "
    "may be larger than its cell.",
    "(x1 - x0) / size → (x1 - x0) / size * grid",
    "(y1 - y0) / size → (y1 - y0) / size * grid",
)
encode_grid.misconception(
    "The cell of the upper-left corner is responsible in your version. It is the cell that holds the *centre*.",
    "(x0 + x1) / 2 * grid / size → x0 * grid / size",
    "(y0 + y1) / 2 * grid / size → y0 * grid / size",
)
encode_grid.misconception(
    "A second object in a cell left the class of the first one standing: the cell now claims two classes. Clear "
    "the cell "
    "before you write.",
    "target[row, column] = 0.0 → pass",
)

encode_grid.misconception(
    "A centre on the very edge of the image gets a cell that does not exist. It belongs in the last one.",
    "min(int(x), grid - 1) → int(x)",
    "min(int(y), grid - 1) → int(y)",
)


@encode_grid.misconception(
    "Of two centres in one cell the first box stayed. Here the later box replaces the earlier one, so write over what is there."
)
def _(boxes, labels, size, grid, n_classes):
    return encode_grid(boxes.flip(0), labels.flip(0), size, grid, n_classes)


encode_grid.hints(
    "Work in units of cells: a centre at (2.3, 0.8) lies in column 2, row 0. What is left over is the offset.",
    "`x = (x0 + x1) / 2 * grid / size`, y alike; `column = min(int(x), grid - 1)` keeps a centre on the very "
    "edge in the "
    "last cell.",
    "Clear `target[row, column]`, write `[1, x - column, y - row, w / size, h / size]` into its first five "
    "channels and 1 "
    "into channel `5 + label`.",
)
encode_grid.explain(
    "Dividing by the size of a cell splits the centre into a whole part, the address of the responsible cell, and a "
    "fraction, its offset. Sizes are shares of the image. All five numbers lie between 0 and 1, where a sigmoid "
    "lives."
)

# -- decode_grid -------------------------------------------------------------------------------------------------------


@reference(role="repair", rtol=1e-4, atol=1e-4)
def decode_grid(prediction, size, threshold):
    grid = prediction.shape[0]
    chance, label = prediction[:, :, 5:].max(dim=-1)
    score = prediction[:, :, 0] * chance
    row, column = torch.nonzero(score >= threshold, as_tuple=True)
    cell = prediction[row, column]
    centre = (torch.stack([column, row], dim=1) + cell[:, 1:3]) / grid
    half = cell[:, 3:5] / 2
    boxes = torch.cat([centre - half, centre + half], dim=1) * size
    return boxes, score[row, column], label[row, column]


# A single cell: its centre is half-way across and a quarter down.
decode_grid.example(prediction=torch.tensor([[[0.75, 0.5, 0.25, 0.25, 0.5, 1.0]]]), size=64, threshold=0.5)
# One object, in the upper right of four cells.
decode_grid.example(
    prediction=torch.tensor([[[0.0] * 6, [0.75, 0.5, 0.25, 0.25, 0.5, 1.0]], [[0.0] * 6, [0.0] * 6]]),
    size=64,
    threshold=0.5,
)


@decode_grid.cases(n=12)
def _(rng, i):
    grid, k = rng.integers(1, 5), rng.integers(1, 5)
    prediction = torch.tensor(rng.random((grid, grid, 5 + k)), dtype=torch.float32)
    prediction[..., 5:] = (prediction[..., 5:] * 4).softmax(dim=-1)
    threshold = (0.0, 0.1, 0.3, 2.0)[i % 4]
    if i % 4 == 1:
        # One cell scores exactly the threshold.
        prediction[0, 0, 0], prediction[0, 0, 5:], threshold = 0.5, 0.0, 0.5
        prediction[0, 0, 5] = 1.0
    return {"prediction": prediction, "size": (64, 96)[i % 2], "threshold": threshold}


@decode_grid.alternative
def _(prediction, size, threshold):
    boxes, scores, labels = [], [], []
    grid = len(prediction)
    for row in range(grid):
        for column in range(grid):
            objectness, x, y, w, h, *chances = prediction[row, column]
            best = int(torch.stack(chances).argmax())
            score = objectness * chances[best]
            if score >= threshold:
                x, y = (column + x) * size / grid, (row + y) * size / grid
                boxes.append(torch.stack([x - w * size / 2, y - h * size / 2, x + w * size / 2, y + h * size / 2]))
                scores.append(score)
                labels.append(best)
    if not boxes:
        return torch.zeros(0, 4), torch.zeros(0), torch.zeros(0, dtype=torch.long)
    return torch.stack(boxes), torch.stack(scores), torch.tensor(labels)


decode_grid.misconception(
    "Row and column are swapped in the centres: x grows with the column, y with the row.",
    "torch.stack([column, row], dim=1) → torch.stack([row, column], dim=1)",
)
decode_grid.misconception(
    "The score is the objectness alone. A confident cell that cannot tell the classes apart is no confident "
    "detection: "
    "multiply by the chance of the best class.",
    "prediction[:, :, 0] * chance → prediction[:, :, 0]",
)
decode_grid.misconception(
    "These are centres with widths and heights. The caller wants corners: centre minus half the size, centre plus half.",
    "torch.cat([centre - half, centre + half], dim=1) → torch.cat([centre, cell[:, 3:5]], dim=1)",
)
decode_grid.misconception(
    "The whole width is added on both sides of the centre, so each box has four times its area: take half of it.",
    "cell[:, 3:5] / 2 → cell[:, 3:5]",
)
decode_grid.misconception(
    "The offsets were taken as shares of the image. They are shares of a cell: add them to column and row "
    "first, then "
    "divide by the grid.",
    "(torch.stack([column, row], dim=1) + cell[:, 1:3]) / grid → "
    "torch.stack([column, row], dim=1) / grid + cell[:, 1:3]",
)

decode_grid.misconception(
    "The offsets are swapped too. Channel 1 is x and channel 2 is y already: only the address of the cell was the wrong way "
    "round.",
    "cell[:, 1:3] → cell[:, [2, 1]]",
)


@decode_grid.misconception(
    "x and y of the whole box are swapped. That puts its cell right, but turns its offset and its shape, which were right: swap "
    "the address of the cell alone."
)
def _(prediction, size, threshold):
    turned = prediction[..., [0, 2, 1, 4, 3, *range(5, prediction.shape[-1])]]
    return decode_grid(turned, size, threshold)


@decode_grid.misconception(
    "The numbers are read from other cells. torch.nonzero gives rows first, and `prediction[row, column]` wants them so: it is "
    "the centre that needs the column first."
)
def _(prediction, size, threshold):
    grid = prediction.shape[0]
    chance, label = prediction[:, :, 5:].max(dim=-1)
    score = prediction[:, :, 0] * chance
    column, row = torch.nonzero(score >= threshold, as_tuple=True)
    cell = prediction[row, column]
    centre = (torch.stack([row, column], dim=1) + cell[:, 1:3]) / grid
    half = cell[:, 3:5] / 2
    boxes = torch.cat([centre - half, centre + half], dim=1) * size
    return boxes, score[row, column], label[row, column]


@decode_grid.misconception(
    "The numbers are read from other cells. torch.nonzero gives rows first, and `prediction[row, column]` wants them so: it is "
    "the centre that needs the column first."
)
def _(prediction, size, threshold):
    grid = prediction.shape[0]
    chance, label = prediction[:, :, 5:].max(dim=-1)
    score = prediction[:, :, 0] * chance
    column, row = torch.nonzero(score >= threshold, as_tuple=True)
    cell = prediction[row, column]
    centre = (torch.stack([column, row], dim=1) + cell[:, 1:3]) / grid
    half = cell[:, 3:5] / 2
    boxes = torch.cat([centre - half, centre + half], dim=1) * size
    return boxes, score[row, column], label[row, column]


@decode_grid.misconception(
    "The boxes are cut off at the edge of the image. They may reach beyond it: an object may be half in the picture."
)
def _(prediction, size, threshold):
    boxes, scores, labels = decode_grid(prediction, size, threshold)
    return boxes.clamp(0, size), scores, labels


@decode_grid.misconception(
    "The boxes are right, but they come column by column, as from a grid that was transposed. Row by row is wanted: swap the "
    "two numbers of the address where the centre is made."
)
def _(prediction, size, threshold):
    turned = prediction.transpose(0, 1)[..., [0, 2, 1, 4, 3, *range(5, prediction.shape[-1])]]
    boxes, scores, labels = decode_grid(turned, size, threshold)
    return boxes[:, [1, 0, 3, 2]], scores, labels


decode_grid.hints(
    "The single bus stood in the middle of the image. Where would you place an object to see what is wrong?",
    "Decode a grid with one object in the upper right cell by hand, and compare line by line. Which of the numbers is an x?",
    "`torch.nonzero` gives rows first and columns second; a centre is (x, y), and x comes from the column.",
)
decode_grid.explain(
    "The address of a cell plus its offset, divided by the grid, is the centre as a share of the image. Boolean "
    "selection "
    "goes row by row, so the order of the results is fixed."
)

# -- TinyDetector ------------------------------------------------------------------------------------------------------


@reference(rtol=1e-3, atol=1e-4)
class TinyDetector(nn.Module):
    def __init__(self, n_classes, width):
        super().__init__()
        self.features = nn.Sequential(
            block(3, width, kernel=6, stride=4),
            block(width, 2 * width, kernel=3, stride=2),
            block(2 * width, 4 * width, kernel=3, stride=2),
            block(4 * width, 4 * width, kernel=3, stride=1),
        )
        self.head = nn.Conv2d(4 * width, 5 + n_classes, kernel_size=1)

    def forward(self, images):
        return self.head(self.features(images)).permute(0, 2, 3, 1)


# One row of two cells.
TinyDetector.example(n_classes=1, width=1, rows=16, columns=32, seed=0)


@TinyDetector.cases(n=6)
def _(rng, i):
    # The grid follows the image, and neither need be square.
    rows, columns = ((64, 64), (32, 64), (48, 16))[i % 3]
    return {
        "n_classes": rng.integers(1, 5),
        "width": rng.integers(1, 4),
        "rows": rows,
        "columns": columns,
        "seed": rng.integers(1000),
    }


@TinyDetector.probe
def _(candidate, n_classes, width, rows, columns, seed):
    import torch

    images = torch.rand(2, 3, rows, columns, generator=torch.Generator().manual_seed(seed))
    model = candidate(n_classes, width)
    weights = random_weights(model, seed)
    sizes = {name: tuple(value.shape) for name, value in weights.items() if value.ndim > 1}
    return {"weights": sizes, "output": module_output(model, weights, images)}


@TinyDetector.alternative
class _(TinyDetector.implementation):
    def forward(self, images):
        features = self.features(images).movedim(1, -1)
        return F.linear(features, self.head.weight[:, :, 0, 0], self.head.bias)


@TinyDetector.misconception(
    "You reshaped the channels to the end. A reshape keeps the order in memory and mixes channels with places: "
    "`permute` "
    "moves the axis."
)
class _(TinyDetector.implementation):
    def forward(self, images):
        raw = self.head(self.features(images))
        return raw.reshape(len(raw), raw.shape[2], raw.shape[3], raw.shape[1])


TinyDetector.misconception(
    "Rows and columns are exchanged in the output: the order is batch, row, column, channel, so `permute(0, 2, 3, 1)`.",
    "self.head(self.features(images)).permute(0, 2, 3, 1) → self.head(self.features(images)).permute(0, 3, 2, 1)",
)
TinyDetector.misconception(
    "The channels still come second, (batch, channels, rows, columns). Move them to the end, as in the target.",
    "self.head(self.features(images)).permute(0, 2, 3, 1) → self.head(self.features(images))",
)
TinyDetector.misconception(
    "The output went through a sigmoid. Return the raw numbers: the loss works on them, because the logarithm of a "
    "rounded sigmoid is not exact.",
    "self.head(self.features(images)).permute(0, 2, 3, 1) → "
    "self.head(self.features(images)).permute(0, 2, 3, 1).sigmoid()",
)
TinyDetector.misconception(
    "The head ends in a ReLU: a raw output below zero, the usual case for an empty cell, could never be said.",
    "self.head(self.features(images)).permute(0, 2, 3, 1) → "
    "self.head(self.features(images)).permute(0, 2, 3, 1).relu()",
)


@TinyDetector.misconception(
    "The output went through `chances`. Return the raw numbers: the loss takes the sigmoid and the softmax itself, and would "
    "take them twice."
)
class _(TinyDetector.implementation):
    def forward(self, images):
        raw = self.head(self.features(images)).permute(0, 2, 3, 1)
        return torch.cat([raw[..., :5].sigmoid(), raw[..., 5:].softmax(dim=-1)], dim=-1)


TinyDetector.hints(
    "Each cell of the last feature map must give 5 + n_classes numbers. Which layer acts on every cell alike?",
    "A 1 × 1 convolution: `nn.Conv2d(4 * width, 5 + n_classes, kernel_size=1)`. Its output has the channels second.",
    "`self.head(self.features(images)).permute(0, 2, 3, 1)`, and no activation.",
)
TinyDetector.explain(
    "A convolution with a 1 × 1 kernel is a linear layer applied to each cell by itself, with shared weights. "
    "Nothing in the "
    "network knows the size of the image, so the grid grows with it."
)

# -- detection_loss ----------------------------------------------------------------------------------------------------


@reference(rtol=1e-4, atol=1e-5)
def detection_loss(raw, target, box_weight=5.0, empty_weight=0.5):
    owner = target[..., 0] == 1
    weight = torch.where(owner, 1.0, empty_weight)
    objectness = F.binary_cross_entropy_with_logits(raw[..., 0], target[..., 0], weight=weight, reduction="sum")
    got, wanted = raw[owner], target[owner]
    box = got[:, 1:5].sigmoid()
    place = ((box[:, :2] - wanted[:, 1:3]) ** 2).sum()
    extent = ((box[:, 2:].sqrt() - wanted[:, 3:5].sqrt()) ** 2).sum()
    kind = F.cross_entropy(got[:, 5:], wanted[:, 5:].argmax(dim=1), reduction="sum")
    return (objectness + box_weight * (place + extent) + kind) / len(raw)


# Two images of one cell and one class: the first holds an object, the second none.
detection_loss.example(
    raw=torch.tensor([[[[1.0, 0.0, 0.5, -1.0, 2.0, 0.5]]], [[[-0.5, 1.0, 0.0, 0.5, -0.5, 0.0]]]]),
    target=torch.tensor([[[[1.0, 0.5, 0.25, 0.25, 0.5, 1.0]]], [[[0.0, 0.0, 0.0, 0.0, 0.0, 0.0]]]]),
)


@detection_loss.cases(n=10)
def _(rng, i):
    batch, grid, k = 1 + i % 3, rng.integers(1, 5), rng.integers(2, 5)
    owner = rng.random((batch, grid, grid)) < (0.0 if i == 4 else 0.4)
    target = rng.random((batch, grid, grid, 5 + k))
    target[..., 5:] = rng.integers(0, k, size=owner.shape)[..., None] == range(k)
    target[~owner] = 0
    target[..., 0] = owner
    inputs = {
        "raw": normal_tensor(rng, *target.shape) * 2,
        "target": torch.tensor(target, dtype=torch.float32),
    }
    if i % 2:
        inputs |= {"box_weight": rng.uniform(1, 3), "empty_weight": rng.uniform(0.1, 2)}
    return inputs


@detection_loss.probe
def _(candidate, raw, target, **weights):
    raw = raw.clone().requires_grad_()
    loss = candidate(raw, target, **weights)
    slope = torch.autograd.grad(loss, raw)[0] if isinstance(loss, torch.Tensor) and loss.requires_grad else None
    return {"loss": loss, "gradient": slope}


@detection_loss.alternative
def _(raw, target, box_weight=5.0, empty_weight=0.5):
    # All cells at once; what does not count is multiplied by zero.
    owner = target[..., 0]
    objectness = owner * F.softplus(-raw[..., 0]) + empty_weight * (1 - owner) * F.softplus(raw[..., 0])
    box = raw[..., 1:5].sigmoid()
    place = (box[..., :2] - target[..., 1:3]).square().sum(dim=-1)
    extent = (box[..., 2:].sqrt() - target[..., 3:5].sqrt()).square().sum(dim=-1)
    kind = -(raw[..., 5:].log_softmax(dim=-1) * target[..., 5:]).sum(dim=-1)
    return (objectness + owner * (box_weight * (place + extent) + kind)).sum(dim=(1, 2)).mean()


detection_loss.misconception(
    "All cells pay for their boxes in your version. An empty cell has no box; it would be taught to put one of "
    "size zero "
    "into its corner. Only responsible cells count.",
    "got[:, 1:5] → raw.flatten(0, 2)[:, 1:5]",
    "wanted[:, 1:3] → target.flatten(0, 2)[:, 1:3]",
    "wanted[:, 3:5] → target.flatten(0, 2)[:, 3:5]",
)
detection_loss.misconception(
    "Widths and heights are compared without the root. Four pixels too many are a disaster for a small box and "
    "nothing "
    "for a large one: compare the square roots.",
    "box[:, 2:].sqrt() → box[:, 2:]",
    "wanted[:, 3:5].sqrt() → wanted[:, 3:5]",
)
detection_loss.misconception(
    "The empty cells count fully. There are many more of them than of the others; weigh each by `empty_weight`.",
    "torch.where(owner, 1.0, empty_weight) → torch.ones(owner.shape)",
)
detection_loss.misconception(
    "The sum is divided by the number of cells as well. Divide by the number of images only, or the loss "
    "changes with "
    "the grid.",
    "len(raw) → target[..., 0].numel()",
)
detection_loss.misconception(
    "The classes are missing: add the cross-entropy of the responsible cells, or every detection gets a random label.",
    "objectness + box_weight * (place + extent) + kind → objectness + box_weight * (place + extent)",
)

detection_loss.misconception(
    "The softmax is taken twice: F.cross_entropy takes it itself and wants the raw numbers.",
    "got[:, 5:] → got[:, 5:].softmax(dim=1)",
)
detection_loss.misconception(
    'The objectness is averaged over the cells, the default of the loss. Add up over cells, reduction="sum", and divide by the '
    "number of images alone.",
    "F.binary_cross_entropy_with_logits(raw[..., 0], target[..., 0], weight=weight, reduction='sum') → "
    "F.binary_cross_entropy_with_logits(raw[..., 0], target[..., 0], weight=weight)",
)
detection_loss.misconception(
    "The sum is divided by the number of objects. Divide by the number of images: a batch may have no object at all.",
    "len(raw) → max(len(got), 1)",
)
detection_loss.misconception(
    "`empty_weight` is put on all cells. It is for the empty ones: a cell with an object has the weight 1.",
    "torch.where(owner, 1.0, empty_weight) → torch.full(owner.shape, empty_weight)",
)

detection_loss.hints(
    "Three parts. The first is paid by all cells, the other two by the responsible ones alone. Select these "
    "with a mask.",
    "`owner = target[..., 0] == 1`; then `raw[owner]` and `target[owner]` have one row for each object.",
    'Objectness: `F.binary_cross_entropy_with_logits(…, weight=weight, reduction="sum")`. Boxes: squared '
    "differences of "
    '`got[:, 1:5].sigmoid()`, the sizes under a root. Classes: `F.cross_entropy(…, reduction="sum")`.',
)
detection_loss.explain(
    "The mask turns the grid into a list of objects, so that the rest is an ordinary regression and classification. "
    "Everything is summed and divided by the number of images: one object weighs the same in any batch."
)

# -- average_precision_detection ---------------------------------------------------------------------------------------


@reference(rtol=1e-5, atol=1e-6)
def average_precision_detection(boxes, scores, images, truth_boxes, truth_images, threshold):
    if len(boxes) == 0:
        return 0.0
    free = torch.ones(len(truth_boxes), dtype=torch.bool)
    hits = torch.zeros(len(boxes))
    for rank, i in enumerate(scores.argsort(descending=True, stable=True)):
        near = torch.nonzero(free & (truth_images == images[i])).flatten()
        overlap = iou(boxes[i][None], truth_boxes[near])[0]
        if len(near) and overlap.max() >= threshold:
            hits[rank] = 1.0
            free[near[overlap.argmax()]] = False
    precision = hits.cumsum(0) / torch.arange(1, len(hits) + 1)
    envelope = precision.flip(0).cummax(0).values.flip(0)
    return float((hits * envelope).sum() / len(truth_boxes))


_PAIR = torch.tensor([[0.0, 0.0, 4.0, 4.0], [10.0, 10.0, 14.0, 14.0]])
# Two detections of one truth, one of the other: right, duplicate, right.
average_precision_detection.example(
    boxes=_PAIR[[0, 0, 1]],
    scores=torch.tensor([0.9, 0.8, 0.7]),
    images=torch.tensor([0, 0, 0]),
    truth_boxes=_PAIR,
    truth_images=torch.tensor([0, 0]),
    threshold=0.5,
)
# Both detections overlap the first truth most; the second of them finds the other one free.
average_precision_detection.example(
    boxes=torch.tensor([[0.0, 0.0, 4.0, 8.0], [1.0, 0.0, 5.0, 8.0]]),
    scores=torch.tensor([0.9, 0.8]),
    images=torch.tensor([0, 0]),
    truth_boxes=torch.tensor([[0.0, 0.0, 4.0, 8.0], [2.0, 0.0, 7.0, 8.0]]),
    truth_images=torch.tensor([0, 0]),
    threshold=0.5,
)
# IoU of exactly one half is a hit; nothing detected.
average_precision_detection.example(
    boxes=_HALVES[:1],
    scores=torch.tensor([0.9]),
    images=torch.tensor([3]),
    truth_boxes=_HALVES[1:2],
    truth_images=torch.tensor([3]),
    threshold=0.5,
)
average_precision_detection.example(
    boxes=torch.zeros(0, 4),
    scores=torch.zeros(0),
    images=torch.zeros(0, dtype=torch.long),
    truth_boxes=_PAIR,
    truth_images=torch.tensor([0, 1]),
    threshold=0.5,
)


@average_precision_detection.cases(n=16)
def _(rng, i):
    n_truths, n_images = rng.integers(1, 9), 1 + i % 3
    truths = _crowd(rng, n_truths) if i % 2 else _boxes(rng, n_truths)
    origin = rng.integers(0, n_truths, size=rng.integers(1, 14))
    places = torch.tensor(rng.integers(0, n_images, size=n_truths))
    boxes = truths[origin] + torch.tensor(rng.integers(-1, 2, size=(len(origin), 4)) * (1 + i % 2), dtype=torch.float32)
    images = places[origin]
    if i % 4 == 3:
        images = torch.tensor(rng.integers(0, n_images, size=len(origin)))
    return {
        "boxes": boxes,
        "scores": _scores(rng, len(origin), ties=i % 5 == 4),
        "images": images,
        "truth_boxes": truths,
        "truth_images": places,
        "threshold": (0.5, 0.25, 0.75)[i % 3],
    }


@average_precision_detection.alternative
def _(boxes, scores, images, truth_boxes, truth_images, threshold):
    taken, found, recall, precision = set(), 0, [0.0], [0.0]
    ranking = sorted(range(len(boxes)), key=lambda k: -float(scores[k]))
    for n, i in enumerate(ranking, start=1):
        best, most = None, -1.0
        for j in range(len(truth_boxes)):
            overlap = float(iou(boxes[i : i + 1], truth_boxes[j : j + 1]))
            if j not in taken and truth_images[j] == images[i] and overlap >= threshold and overlap > most:
                best, most = j, overlap
        if best is not None:
            taken.add(best)
            found += 1
        recall.append(found / len(truth_boxes))
        precision.append(found / n)
    area = 0.0
    for k in range(1, len(recall)):
        area += (recall[k] - recall[k - 1]) * max(precision[k:])
    return area


average_precision_detection.misconception(
    "A truth was matched more than once: five boxes on one object counted as five hits. The first takes it, the "
    "others "
    "are false alarms.",
    "free[near[overlap.argmax()]] = False → pass",
)


@average_precision_detection.misconception(
    "A detection only asked for the truth that it overlaps most, and was a false alarm if that one was taken. That is Pascal "
    "VOC's matching; here it may take another truth that is still free."
)
def _(boxes, scores, images, truth_boxes, truth_images, threshold):
    free = torch.ones(len(truth_boxes), dtype=torch.bool)
    hits = torch.zeros(len(boxes))
    for rank, i in enumerate(scores.argsort(descending=True, stable=True)):
        near = torch.nonzero(truth_images == images[i]).flatten()
        overlap = iou(boxes[i][None], truth_boxes[near])[0]
        if len(near) and overlap.max() >= threshold and free[near[overlap.argmax()]]:
            hits[rank] = 1.0
            free[near[overlap.argmax()]] = False
    precision = hits.cumsum(0) / torch.arange(1, len(hits) + 1)
    return float((hits * precision.flip(0).cummax(0).values.flip(0)).sum() / len(truth_boxes))


@average_precision_detection.misconception(
    "The detections were taken in the order in which they came. Whoever is more confident chooses first, and "
    "the curve "
    "follows the scores downwards: sort first."
)
def _(boxes, scores, images, truth_boxes, truth_images, threshold):
    unsorted = -torch.arange(len(boxes), dtype=torch.float32)
    return average_precision_detection(boxes, unsorted, images, truth_boxes, truth_images, threshold)


average_precision_detection.misconception(
    "Detections were matched with truths of other images. All images share the ranking, but a box only counts in its "
    "own image.",
    "free & (truth_images == images[i]) → free",
)
average_precision_detection.misconception(
    "The precision is not interpolated. At each recall, detection benchmarks use the best precision at this or any "
    "higher recall: a running maximum from the right.",
    "hits * envelope → hits * precision",
)
average_precision_detection.misconception(
    "You divided by the truths that were found. Recall counts all of them: what nobody detected must cost something.",
    "(hits * envelope).sum() / len(truth_boxes) → (hits * envelope).sum() / hits.sum().clamp(min=1)",
)

average_precision_detection.misconception(
    "That is the average precision of a classifier: it divides by the truths that were found and does not interpolate. Here a "
    "truth that nobody found costs something, and each recall has the best precision from there on.",
    "(hits * envelope).sum() / len(truth_boxes) → (hits * precision).sum() / hits.sum().clamp(min=1)",
)


@average_precision_detection.misconception(
    "That is the average precision of a classifier: it divides by the truths that were found and does not interpolate. Here a "
    "truth that nobody found costs something, and each recall has the best precision from there on."
)
def _(boxes, scores, images, truth_boxes, truth_images, threshold):
    free = torch.ones(len(truth_boxes), dtype=torch.bool)
    hits = torch.zeros(len(boxes))
    for i in scores.argsort(descending=True, stable=True):
        near = torch.nonzero(free & (truth_images == images[i])).flatten()
        overlap = iou(boxes[i][None], truth_boxes[near])[0]
        if len(near) and overlap.max() >= threshold:
            hits[i] = 1.0
            free[near[overlap.argmax()]] = False
    return float(average_precision_score(hits.numpy(), scores.numpy())) if hits.any() else 0.0


@average_precision_detection.misconception(
    "The average precision of each image was taken, and then their mean. All images share one ranking, or a sure false alarm in "
    "one image costs the others nothing."
)
def _(boxes, scores, images, truth_boxes, truth_images, threshold):
    values = []
    for image in truth_images.unique():
        own, true = images == image, truth_images == image
        found = boxes[own], scores[own], images[own]
        values.append(average_precision_detection(*found, truth_boxes[true], truth_images[true], threshold))
    return sum(values) / len(values)


average_precision_detection.hints(
    "Two steps: first decide for each detection, best score first, hit or false alarm; then the area from the "
    "hits alone.",
    "For one detection: the free truths of its image, their `iou` with it; if the largest reaches the threshold "
    "it is a "
    "hit, and that truth is no longer free.",
    "`precision = hits.cumsum(0) / torch.arange(1, n + 1)`, made non-increasing by a `cummax` from the right; "
    "each hit adds "
    "1 / (number of truths) of recall, so the area is `(hits * envelope).sum() / len(truth_boxes)`.",
)
average_precision_detection.explain(
    "Recall rises only at hits, by one over the number of truths each time, so the area is the mean over all "
    "truths of the "
    "interpolated precision at which they were found, and 0 for those never found."
)

# -- broken_step -------------------------------------------------------------------------------------------------------


@reference(role="decision")
def broken_step(boxes, truths):
    half = boxes[:, 2:] / 2
    undone = {
        "axes": boxes[:, [1, 0, 3, 2]],
        "format": torch.cat([boxes[:, :2] - half, boxes[:, :2] + half], dim=1),
        "scale": boxes / 2,
        "suppression": boxes,
    }
    fits = (step for step, mended in undone.items() if iou(mended, truths).max(dim=0).values.min() >= 0.55)
    return next(fits)


_BREAK = {
    "axes": lambda boxes: boxes[:, [1, 0, 3, 2]],
    "format": lambda boxes: torch.cat([(boxes[:, :2] + boxes[:, 2:]) / 2, boxes[:, 2:] - boxes[:, :2]], dim=1),
    "scale": lambda boxes: boxes * 2,
    "suppression": lambda boxes: torch.cat([boxes, boxes + 1]),
}
_TRUTHS = torch.tensor([[2.0, 16.0, 10.0, 36.0], [30.0, 4.0, 54.0, 16.0]])
for _step in _BREAK:
    broken_step.example(
        boxes=_BREAK[_step](_TRUTHS[:1] if _step == "suppression" else _TRUTHS),
        truths=_TRUTHS[:1] if _step == "suppression" else _TRUTHS,
    )


def _undone(boxes):
    """The boxes with each of the faults undone."""
    half = boxes[:, 2:] / 2
    return {
        "axes": boxes[:, [1, 0, 3, 2]],
        "format": torch.cat([boxes[:, :2] - half, boxes[:, :2] + half], dim=1),
        "scale": boxes / 2,
        "suppression": boxes,
    }


def _least(boxes, truths):
    """The IoU of the truth that is served worst."""
    return float(iou(boxes, truths).max(dim=0).values.min())


@broken_step.cases(n=16)
def _(rng, i):
    step = list(_BREAK)[i % 4]
    while True:
        truths = _boxes(rng, rng.integers(1, 5)) + 4
        truths[:, 2:] += 10
        if i % 3 == 2 or i == 3:  # the first is a square on the diagonal, which looks the same with its axes swapped
            truths = torch.cat([torch.tensor([[6.0, 6.0, 22.0, 22.0]]), truths])
        elif i >= 8:  # near the origin, centre and size look like two corners
            truths = torch.cat([torch.zeros(len(truths), 2), truths[:, 2:]], dim=1)[-1:] + torch.tensor(
                [1.0, 2.0, 0, 0]
            )
        found = truths + torch.tensor(rng.integers(-1, 2, size=truths.shape), dtype=torch.float32)
        if i % 8 >= 4:  # false alarms, in parts of the image without an object too
            found = torch.cat([found, _boxes(rng, rng.integers(1, 4)) + torch.tensor([40.0, 90.0, 60.0, 120.0])])
        boxes = _BREAK[step](found)
        boxes = boxes[torch.tensor(rng.permutation(len(boxes)))]
        fits = {name: _least(mended, truths) for name, mended in _undone(boxes).items()}
        if fits.pop(step) >= 0.6 and max(fits.values()) < 0.5:
            return {"boxes": boxes, "truths": truths}


@broken_step.alternative
def _(boxes, truths):
    cx, cy, w, h = boxes.T
    remedies = {
        "suppression": boxes,
        "scale": boxes * 0.5,
        "axes": torch.stack([cy, cx, h, w], dim=1),
        "format": torch.stack([cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2], dim=1),
    }
    return max(remedies, key=lambda step: _least(remedies[step], truths))


def _first_that_fits(remedies, truths):
    return next((step for step, mended in remedies.items() if _least(mended, truths) >= 0.5), "suppression")


@broken_step.misconception(
    "Boxes of the wrong scale are not recognised: they came out twice as large, so undoing it means halving them."
)
def _(boxes, truths):
    half = boxes[:, 2:] / 2
    return _first_that_fits(
        {
            "axes": boxes[:, [1, 0, 3, 2]],
            "format": torch.cat([boxes[:, :2] - half, boxes[:, :2] + half], dim=1),
            "scale": boxes * 2,
        },
        truths,
    )


@broken_step.misconception(
    "You read the other format as corner, width and height. The first two numbers are the centre: half the size lies on "
    "each side of it."
)
def _(boxes, truths):
    return _first_that_fits(
        {
            "axes": boxes[:, [1, 0, 3, 2]],
            "format": torch.cat([boxes[:, :2], boxes[:, :2] + boxes[:, 2:]], dim=1),
            "scale": boxes / 2,
        },
        truths,
    )


@broken_step.misconception(
    "You swapped the corners and not the axes. x and y changed places within each corner: 0 with 1, 2 with 3."
)
def _(boxes, truths):
    half = boxes[:, 2:] / 2
    return _first_that_fits(
        {
            "axes": boxes[:, [2, 3, 0, 1]],
            "format": torch.cat([boxes[:, :2] - half, boxes[:, :2] + half], dim=1),
            "scale": boxes / 2,
        },
        truths,
    )


broken_step.misconception(
    "You looked for one box that fits one truth. By accident a wrong remedy does that too: ask that every truth gets its box.",
    "iou(mended, truths).max(dim=0).values.min() → iou(mended, truths).max()",
)


@broken_step.misconception(
    "More boxes than truths are taken for a missing suppression. False alarms make more boxes too: ask whether the boxes fit "
    "as they are."
)
def _(boxes, truths):
    fits = {step: _least(mended, truths) for step, mended in _undone(boxes).items() if step != "suppression"}
    return "suppression" if len(boxes) > len(truths) else max(fits, key=fits.get)


@broken_step.misconception(
    "More boxes than truths are taken for a missing suppression. False alarms make more boxes too: ask whether the boxes fit "
    "as they are."
)
def _(boxes, truths):
    return "suppression" if len(boxes) > len(truths) else _first_that_fits(_undone(boxes), truths)


_LOOKS = (
    "The look of the numbers decides in your version: which is larger, how large they are. A centre with a size can look like "
    "two corners, and an image has room beyond its objects: undo each fault, and compare with the truths."
)


@broken_step.misconception(_LOOKS)
def _(boxes, truths):
    if (boxes[:, 2:] <= boxes[:, :2]).any():
        return "format"
    if boxes.max() > 1.5 * truths.max():
        return "scale"
    return "suppression" if _least(boxes, truths) >= 0.5 else "axes"


@broken_step.misconception(_LOOKS)
def _(boxes, truths):
    if (boxes[:, 2:] <= boxes[:, :2]).any():
        return "format"
    if boxes.max() > 1.5 * truths.max():
        return "scale"
    return "suppression" if len(boxes) > len(truths) else "axes"


_AGAIN = (
    "The steps are applied once more. Only a swap of axes is its own reverse: halve what was doubled, and make corners of "
    "centres and sizes."
)


@broken_step.misconception(_AGAIN)
def _(boxes, truths):
    corners = torch.cat([(boxes[:, :2] + boxes[:, 2:]) / 2, boxes[:, 2:] - boxes[:, :2]], dim=1)
    tries = {"axes": boxes[:, [1, 0, 3, 2]], "format": corners, "scale": boxes * 2, "suppression": boxes}
    return max(tries, key=lambda step: _least(tries[step], truths))


@broken_step.misconception(_AGAIN)
def _(boxes, truths):
    corners = torch.cat([(boxes[:, :2] + boxes[:, 2:]) / 2, boxes[:, 2:] - boxes[:, :2]], dim=1)
    return _first_that_fits({"axes": boxes[:, [1, 0, 3, 2]], "format": corners, "scale": boxes * 2}, truths)


@broken_step.misconception(
    "The k-th box is compared with the k-th truth. A detector lists boxes in any order: give each truth the box that fits it "
    "best."
)
def _(boxes, truths):
    n = min(len(boxes), len(truths))
    fits = {step: float(iou(mended[:n], truths[:n]).diagonal().min()) for step, mended in _undone(boxes).items()}
    return max(fits, key=fits.get)


broken_step.hints(
    "Each fault can be undone. How would you see that you undid the right one?",
    "Make four lists of boxes, each with one fault undone, and compare each with the truths by `iou`. For suppression nothing "
    "need be undone: the boxes are right.",
    "For each list: `iou(mended, truths).max(dim=0).values.min()`, how well the truth is served that is served worst. The "
    "fault is the one whose remedy makes it at least 0.55.",
)
broken_step.explain(
    "Trying all remedies on data with known truths is quicker and surer than looking at the numbers: four floats do not say "
    "what they mean, but the IoU with a truth does."
)

# -- match_anchors -----------------------------------------------------------------------------------------------------


@reference(check_dtype=True)
def match_anchors(anchors, truths, low, high):
    owner = torch.full((len(anchors),), -1)
    if len(truths) == 0:
        return owner
    overlap = iou(anchors, truths)
    most, which = overlap.max(dim=1)
    owner[most >= low] = -2
    owner[most >= high] = which[most >= high]
    for place in range(len(truths)):
        if overlap[:, place].max() > 0:
            owner[overlap[:, place].argmax()] = place
    return owner


_ANCHORS = torch.tensor([[0.0, 0.0, 4.0, 4.0], [4.0, 0.0, 8.0, 4.0], [0.0, 0.0, 8.0, 4.0]])
# The second truth is far from every anchor, but one touches it.
match_anchors.example(
    anchors=_ANCHORS, truths=torch.tensor([[0.0, 0.0, 4.0, 4.0], [7.0, 0.0, 15.0, 4.0]]), low=0.25, high=0.5
)
# The first anchor has an IoU of exactly a quarter, the second is claimed.
match_anchors.example(
    anchors=torch.tensor([[0.0, 0.0, 4.0, 4.0], [0.0, 0.0, 8.0, 6.0]]),
    truths=torch.tensor([[0.0, 0.0, 8.0, 8.0]]),
    low=0.25,
    high=0.5,
)
match_anchors.example(anchors=_ANCHORS[:1], truths=torch.tensor([[20.0, 0.0, 24.0, 4.0]]), low=0.25, high=0.5)
match_anchors.example(anchors=_ANCHORS[:2], truths=torch.zeros(0, 4), low=0.25, high=0.5)


@match_anchors.cases(n=16)
def _(rng, i):
    n, m = rng.integers(1, 8), rng.integers(0 if i == 6 else 1, 4)
    low, high = ((0.25, 0.5), (0.375, 0.75), (0.5, 0.5), (0.125, 0.625))[i % 4]
    make = _boxes if i % 5 == 4 else _crowd
    return {"anchors": make(rng, n), "truths": make(rng, m), "low": low, "high": high}


@match_anchors.alternative
def _(anchors, truths, low, high):
    overlap = iou(anchors, truths).tolist()
    owners = []
    for row in overlap:
        most = max(row, default=0.0)
        owners.append(-1 if not row or most < low else row.index(most) if most >= high else -2)
    for place in range(len(truths)):
        column = [row[place] for row in overlap]
        if max(column) > 0:
            owners[column.index(max(column))] = place
    return torch.tensor(owners)


match_anchors.misconception(
    "A truth that no anchor reaches with `high` goes without. Each truth claims the anchor that overlaps it most, however "
    "little, or its object is never learnt.",
    "owner[overlap[:, place].argmax()] = place → pass",
)
match_anchors.misconception(
    "The anchors between the thresholds are background in your version. They are neither: mark them with −2, so that they "
    "pay nothing.",
    "owner[most >= low] = -2 → pass",
)
match_anchors.misconception(
    "A truth far from all anchors claims one all the same, with an IoU of 0. There is nothing to learn there: it claims none.",
    "overlap[:, place].max() > 0 → True",
)
match_anchors.misconception(
    "A truth only claimed an anchor that was background or ignored. It claims its closest anchor whatever that had before.",
    "overlap[:, place].max() > 0 → overlap[:, place].max() > 0 and owner[overlap[:, place].argmax()] < 0",
)
match_anchors.misconception(
    "A truth claims every anchor that overlaps it at all. It claims one, the anchor with the largest IoU.",
    "owner[overlap[:, place].argmax()] = place → owner[overlap[:, place] > 0] = place",
)
match_anchors.misconception(
    "An IoU equal to `high` is not enough in your version. Equal counts: from `high` on the anchor gets the truth.",
    "owner[most >= high] = which[most >= high] → owner[most > high] = which[most > high]",
)
match_anchors.misconception(
    "An IoU equal to `low` is background in your version. Background is below `low`.",
    "owner[most >= low] = -2 → owner[most > low] = -2",
)
match_anchors.misconception(
    "A claimed anchor becomes the truth that it overlaps most, as in Detectron2. Here it goes to the truth that claims it.",
    "owner[overlap[:, place].argmax()] = place → owner[overlap[:, place].argmax()] = which[overlap[:, place].argmax()]",
)

match_anchors.hints(
    "Two passes: first each anchor looks at the truths, then each truth looks at the anchors.",
    "`most, which = iou(anchors, truths).max(dim=1)` is the first pass: three ranges of `most`. Mind an empty list of truths.",
    "Second pass: for each truth in order, if the largest IoU in its column is above 0, `owner[column.argmax()] = place`.",
)
match_anchors.explain(
    "The first pass gives clear cases to objects and background and keeps the doubtful out of the loss. The second makes sure "
    "that each object is learnt by somebody; it comes last, so that no threshold takes an object's only anchor away."
)

# -- anchor_offsets ----------------------------------------------------------------------------------------------------


@reference(rtol=1e-4, atol=1e-5)
def anchor_offsets(anchors, boxes):
    size, wanted = anchors[:, 2:] - anchors[:, :2], boxes[:, 2:] - boxes[:, :2]
    shift = (boxes[:, :2] + boxes[:, 2:] - anchors[:, :2] - anchors[:, 2:]) / 2
    return torch.cat([shift / size, (wanted / size).log()], dim=1)


anchor_offsets.example(anchors=torch.tensor([[0.0, 0.0, 4.0, 2.0]]), boxes=torch.tensor([[1.0, 1.0, 9.0, 2.0]]))


@anchor_offsets.cases(n=10)
def _(rng, i):
    n = rng.integers(1, 5) if i != 3 else 0
    return {"anchors": _crowd(rng, n) + rng.random(), "boxes": _boxes(rng, n) + rng.random()}


@anchor_offsets.alternative
def _(anchors, boxes):
    ax, ay, aw, ah = (anchors[:, 0] + anchors[:, 2]) / 2, (anchors[:, 1] + anchors[:, 3]) / 2, *_sides(anchors)
    bx, by, bw, bh = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2, *_sides(boxes)
    return torch.stack([(bx - ax) / aw, (by - ay) / ah, bw.log() - aw.log(), bh.log() - ah.log()], dim=1)


def _sides(boxes):
    return boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]


anchor_offsets.misconception(
    "You measured from the anchor's upper-left corner to the box's. The shift is between the centres.",
    "(boxes[:, :2] + boxes[:, 2:] - anchors[:, :2] - anchors[:, 2:]) / 2 → boxes[:, :2] - anchors[:, :2]",
)
anchor_offsets.misconception(
    "The shift is in pixels. Divide it by the size of the anchor, so that large and small anchors learn the same numbers.",
    "shift / size → shift",
)
anchor_offsets.misconception(
    "You divided by the size of the box. The network knows the anchor's and not the box's: divide by that.",
    "shift / size → shift / wanted",
)
anchor_offsets.misconception(
    "The sizes are ratios. Take the logarithm: half and double are then equally far from 0, and every output is allowed.",
    "(wanted / size).log() → wanted / size",
)
anchor_offsets.misconception(
    "The ratio is upside down: box over anchor, so that a box larger than its anchor gets a positive number.",
    "wanted / size → size / wanted",
)
anchor_offsets.misconception(
    "The difference points from the box to the anchor. The network starts at the anchor: box minus anchor.",
    "(boxes[:, :2] + boxes[:, 2:] - anchors[:, :2] - anchors[:, 2:]) / 2 → "
    "(anchors[:, :2] + anchors[:, 2:] - boxes[:, :2] - boxes[:, 2:]) / 2",
)
anchor_offsets.misconception(
    "All four differences point from the box to the anchor. The network starts at the anchor: box minus anchor, and box over "
    "anchor.",
    "(boxes[:, :2] + boxes[:, 2:] - anchors[:, :2] - anchors[:, 2:]) / 2 → "
    "(anchors[:, :2] + anchors[:, 2:] - boxes[:, :2] - boxes[:, 2:]) / 2",
    "wanted / size → size / wanted",
)
anchor_offsets.misconception(
    "The vertical shift too is divided by the anchor's width. Each shift is counted in the anchor's size along its own axis.",
    "shift / size → shift / size[:, :1]",
)

anchor_offsets.hints(
    "Bring both lists into centre and size first.",
    "Two columns are (centre − centre) / anchor size, the other two log(size / anchor size).",
    "`torch.cat([shift / size, (wanted / size).log()], dim=1)`, with `size` the anchors' widths and heights, shape (n, 2).",
)
anchor_offsets.explain(
    "Without units, an anchor of 16 pixels and one of 160 learn the same numbers for the same misfit, and exp of any output "
    "is a positive size."
)

# -- anchor_shapes -----------------------------------------------------------------------------------------------------

MARGIN = 0.05
_REPEATED = "For sizes of which only three differ, and k = 5, your function raised an exception. Sizes may repeat."
_NOT_FINITE = (
    "For sizes of which only three differ, and k = 5, some of your shapes are NaN. The mean of no boxes is NaN: a group that has "
    "lost all its boxes must keep its shape."
)
_UNEQUAL = "Two equal calls returned different shapes. Seed what is random."
_NEGATIVE = "Widths and heights must be positive numbers."
_SQUARES = "All your shapes are squares. The boxes are not: some are wide and low, some tall and narrow, and no square fits these well."
_IN_A_LINE = (
    "From the narrowest of your shapes to the widest the heights grow too. The boxes are not so: wide and low ones and tall and "
    "narrow ones each need shapes of their own, so look at width and height together."
)
_UNFIT = "On the boxes held out your shapes fit more than 0.05 less closely than those of our solution."


@reference(role="open", time_limit=20)
def anchor_shapes(sizes, k):
    from sklearn.cluster import KMeans

    clusters = KMeans(k, n_init=12, random_state=0).fit(sizes.log().numpy())
    return torch.tensor(clusters.cluster_centers_).exp()


@anchor_shapes.probe
def _(candidate, sizes, held_out, k):
    import torch

    def asked(given, k):
        shapes = torch.as_tensor(candidate(given.clone(), k)).detach().to(torch.float64)
        if tuple(shapes.shape) != (k, 2):
            raise ValueError(f"the shapes have shape {tuple(shapes.shape)}, expected {(k, 2)}")
        return torch.tensor(sorted(shapes.tolist()))

    try:
        repeated = asked(torch.tensor([[12.0, 20.0], [30.0, 16.0], [24.0, 24.0]]).repeat(4, 1), 5)
    except Exception:
        repeated = "an exception"
    # So many shapes, and no groups: one start hardly ever ends where another does.
    scattered = 10 + 90 * torch.rand(30, 2, generator=torch.Generator().manual_seed(len(sizes) + int(10 * sizes[0, 0])))
    return {
        "shapes": asked(sizes, k),
        "of repeated sizes": repeated,
        "two equal calls": [asked(scattered, 6), asked(scattered, 6)],
    }


def _closeness(shapes, boxes):
    """The mean over boxes of the IoU with the shape that fits best, all in one place."""
    wide = boxes.to(torch.float64)
    shared = torch.minimum(wide[:, None], shapes[None]).clamp(min=0).prod(dim=2)
    union = wide.prod(dim=1)[:, None] + shapes.prod(dim=1)[None] - shared
    return float((shared / union).max(dim=1).values.mean())


@anchor_shapes.verify
def _(got, expected, inputs):
    if isinstance(got["of repeated sizes"], str):
        return _REPEATED
    if not got["of repeated sizes"].isfinite().all():
        return _NOT_FINITE
    shapes = got["shapes"]
    if not (shapes > 0).all():
        return _NEGATIVE
    if not torch.allclose(*got["two equal calls"], rtol=1e-3):
        return _UNEQUAL
    if _closeness(shapes, inputs["held_out"]) < _closeness(expected["shapes"], inputs["held_out"]) - MARGIN:
        in_a_line = (shapes[:, 1].diff() >= 0).all()
        return _SQUARES if torch.allclose(shapes[:, 0], shapes[:, 1]) else _IN_A_LINE if in_a_line else _UNFIT
    return None


anchor_shapes.example(
    sizes=torch.tensor([[10.0, 20.0], [11.0, 22.0], [12.0, 24.0], [40.0, 20.0], [44.0, 22.0], [48.0, 24.0]]),
    held_out=torch.tensor([[11.0, 22.0], [44.0, 22.0]]),
    k=2,
)


@anchor_shapes.cases(n=3)
def _(rng, i):
    # A few kinds of objects, from tall ones to wide ones.
    k = 3 + i % 3
    sides, shape = (
        np.exp(rng.uniform(np.log(24), np.log(64), size=k)),
        np.exp(rng.permutation(np.linspace(-0.6, 0.6, k))),
    )
    kinds = np.stack([sides * shape, sides / shape], axis=1)

    def draw(n):
        return torch.tensor(kinds[rng.integers(0, k, size=n)] * np.exp(rng.normal(scale=0.2, size=(n, 2)))).float()

    return {"sizes": draw(60), "held_out": draw(200), "k": k}


@anchor_shapes.alternative
def _(sizes, k):
    # k-means with IoU in place of distance, as YOLO's second version had it; the closest fit of a dozen starts.
    def overlap(shapes):
        return iou(*(torch.cat([torch.zeros_like(part), part], dim=1) for part in (sizes, shapes)))

    generator = torch.Generator().manual_seed(0)
    top, winner = -1.0, sizes[:k]
    for _ in range(12):
        shapes = sizes[torch.randperm(len(sizes), generator=generator)[:k]]
        for _ in range(8):
            own = overlap(shapes).argmax(dim=1)
            shapes = torch.stack([sizes[own == j].mean(dim=0) if (own == j).any() else shapes[j] for j in range(k)])
        score = float(overlap(shapes).max(dim=1).values.mean())
        if score > top:
            top, winner = score, shapes
    return winner


@anchor_shapes.misconception(_SQUARES)
def _(sizes, k):
    shares = (torch.arange(k) + 0.5) / k
    return sizes.prod(dim=1).sqrt().quantile(shares)[:, None].repeat(1, 2)


@anchor_shapes.misconception(_IN_A_LINE)
def _(sizes, k):
    shares = (torch.arange(k) + 0.5) / k
    return sizes.quantile(shares, dim=0)


@anchor_shapes.misconception(_UNFIT)
def _(sizes, k):
    # Tall enough for all, and of one width.
    return torch.stack([torch.linspace(4, 5, k), torch.linspace(90, 80, k)], dim=1)


@anchor_shapes.misconception(_UNEQUAL)
def _(sizes, k):
    from sklearn.cluster import KMeans

    points = sizes.log().numpy()
    clusters = KMeans(k, n_init=12, random_state=0).fit(points)
    return torch.tensor(clusters.cluster_centers_).exp() * (1 + 0.2 * torch.rand(1))


@anchor_shapes.misconception(_NOT_FINITE)
def _(sizes, k):
    shapes = sizes[torch.randperm(len(sizes), generator=torch.Generator().manual_seed(0))[:k]]
    for _ in range(20):
        own = torch.cdist(sizes.log(), shapes.log()).argmin(dim=1)
        shapes = torch.stack([sizes[own == j].mean(dim=0) for j in range(k)])
    return shapes


@anchor_shapes.misconception(_REPEATED)
def _(sizes, k):
    own = sizes.unique(dim=0)
    return own[torch.tensor([j * len(own) // k for j in range(k)]) if len(own) >= k else torch.arange(k)]


@anchor_shapes.misconception(_NEGATIVE)
def _(sizes, k):
    # Standardised, clustered, and never turned back.
    return (sizes[:k] - sizes.mean(dim=0)) / sizes.std(dim=0)


anchor_shapes.hints(
    "Which of k shapes does a box belong to, and which shape suits all boxes that belong together?",
    "k-means alternates these two steps. Assign by IoU, or run it on the logarithms of the sizes, in which a factor is a "
    "distance. A bad start stays bad: take several.",
    "From each of a dozen starts: `own = overlap.argmax(dim=1)`, then the mean of the sizes of each group, ten times over. Keep "
    "the start whose mean IoU on `sizes` is largest; seed the generator.",
)
anchor_shapes.equivalent(
    "12 → 13",
    "0 → 1",
    "KMeans(k, n_init=12, random_state=0) → KMeans(k, random_state=0)",
    because="other starts, fewer or more of them, end in nearly the same clusters: scikit-learn chooses starts well apart",
)
anchor_shapes.equivalent("sizes.log().numpy() → sizes.log()", because="scikit-learn takes a tensor as an array")
anchor_shapes.explain(
    "Euclidean distance in pixels lets large boxes decide; IoU compares by ratio. k-means only improves the start that it was "
    "given, so the best of a dozen counts, judged on the sizes that are given: those held out have no say."
)

# -- quizzes -----------------------------------------------------------------------------------------------------------

share_a_cell = choice(
    "about 4 %",
    why={
        "about 12 %": "The cell below `anchor_offsets` counts them, and prints the share.",
        "about 25 %": "The cell below `anchor_offsets` counts them, and prints the share.",
        "about 40 %": "The cell below `anchor_offsets` counts them, and prints the share.",
    },
    because="Objects that would lie much on each other were not pasted, and each is up to 36 of 64 pixels wide, so that two centres seldom fall into one quarter. In a crowd they do.",
)
crowd_limit = choice(
    "0.55",
    why={
        "0.35": "Count the boxes that are kept and right: one object is still without.",
        "0.45": "The tangerine and the apple overlap more than this: one of them is still missing.",
        "0.70": "All five are there, but they were at a lower limit already.",
    },
    because="The two fruits overlap by a little more than a half, so both survive from 0.55 on, and with them a few duplicates.",
)
one_cell = choice(
    "the sofa only",
    why={
        "the cat only": "The later box replaces the earlier one, and the sofa comes later.",
        "both, in the sofa's box": "The cell is cleared before it is written: it has one box and one class.",
        "the cat, and the sofa in the next cell": "The cell is that of the centre, whether it is free or not.",
    },
    because="One cell, one object: the cat is lost before the network has seen anything. Finer grids, several anchors per cell or "
    "several scales make this rarer.",
)
empty_cells = choice(
    "R",
    why={
        "P": "Two losses are nearly equal: this network claims nothing, and in empty cells it makes hardly a mistake, whatever their weight.",
        "Q": "Two losses are nearly equal: this network claims nothing, and in empty cells it makes hardly a mistake, whatever their weight.",
        "S": "Most cells are empty, and a claim in each costs most where the weight is 5.",
    },
    because="Most cells are empty, so the weight decides how dear it is to claim too much. Trained with 5 in place of 0.5, the network claims only what it is sure of: with the seed 0, on known photographs and drawings, 86 boxes of 266 are left, of which 79 in 100 are right in place of 63; and 26 objects in 100 are found in place of 64.",
)
voc_match = choice(
    "Q",
    why={
        "P": "It comes first, both truths are free, and it takes A by either definition.",
        "R": "By our definition B is taken by now, so it is no hit. Who took it?",
        "S": "Neither IoU reaches 0.5: it is a false alarm by both definitions.",
    },
    because="VOC's matching looks at the truth that a detection overlaps most, A for Q, taken or not; COCO's looks at the free ones. So Q takes B by ours, and R, which lies better on B, is the false alarm. In crowds the two definitions give different numbers for the same list.",
)
well_placed = choice(
    "a fifth",
    why={
        "a third": "The cell below prints both: compare the last two columns.",
        "a half": "The cell below prints both: compare the last two columns.",
        "three quarters": "The cell below prints both: compare the last two columns.",
    },
    because="Found is not yet well placed: a small network that sees 64 pixels misses the edges by a few of them, and at an IoU of 0.75 that is too much.",
)
two_claims = choice(
    "sheep B",
    why={
        "sheep A": "That is what P overlaps most. But A has its closest anchor, Q, and B would go without.",
        "both sheep": "An anchor stands for one object.",
        "neither: P is ignored": "Only an anchor between the thresholds that no object claims is ignored.",
    },
    because="For B no anchor is closer than P, so B claims it, whatever P had before; A is learnt by Q.",
)
licence = choice(
    "offer its users the source",
    why={
        "do nothing: nobody gets a copy": "So it would be under the GPL. The AGPL closes just this gap.",
        "publish the training pictures": "It asks for the source of the program.",
        "pay by the request": "Nothing in the AGPL asks for money.",
    },
    because="Section 13 of AGPL-3.0: who uses a changed version over a network must be offered its source. Detectron2 and "
    "MMDetection, under Apache 2.0, ask for notices only.",
)
