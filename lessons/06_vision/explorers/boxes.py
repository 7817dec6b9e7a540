"""Boxes thinned out: which detections a score threshold and non-maximum suppression keep, and what both cost."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from workbench.explorers import (
    Axis,
    Bars,
    Boxes,
    Choice,
    Dash,
    Hatch,
    Mark,
    Panel,
    Photo,
    Rule,
    Scene,
    Slider,
    Texts,
    Toggle,
    explorer,
)

_CLASSES = ("animal", "fruit", "vehicle")
_FATES = ("kept, right", "kept, wrong", "suppressed", "below the score")
_LOOKS: tuple[tuple[str, float, Dash], ...] = (
    ("series2", 2.4, ""),
    ("series1", 2.4, "dashed"),
    ("series0", 1.1, "dotted"),
    ("muted", 0.0, ""),
)
"""Colour, line width and line style of each fate."""
_HATCHES: tuple[Hatch, ...] = ("", "lines", "dots", "")
_WIDTH, _HEIGHT = 200, 140
# (name of the drawing, class, left, top, height in pixels)
_SCENES: dict[str, tuple[tuple[str, int, int, int, int], ...]] = {
    "apart": (("ox", 0, 14, 72, 56), ("lemon", 1, 96, 18, 40), ("bus", 2, 132, 76, 56)),
    "crowd": (
        ("cow2", 0, 22, 58, 66),
        ("tiger2", 0, 42, 64, 66),
        ("apple", 1, 112, 28, 44),
        ("tangerine", 1, 122, 33, 44),
        ("bus", 2, 140, 84, 50),
    ),
    "rider": (("racehorse", 0, 30, 50, 76), ("bike", 2, 30, 52, 74), ("banana", 1, 138, 40, 50)),
}


def iou(one: Any, other: Any) -> Any:
    """Intersection over union of all pairs of corner boxes. one: shape (n, 4); other: (m, 4); returns (n, m)."""
    low, high = np.maximum(one[:, None, :2], other[None, :, :2]), np.minimum(one[:, None, 2:], other[None, :, 2:])
    shared = np.prod(np.maximum(high - low, 0), axis=2)
    areas = [np.prod(np.maximum(boxes[:, 2:] - boxes[:, :2], 0), axis=1) for boxes in (one, other)]
    union = areas[0][:, None] + areas[1][None, :] - shared
    return np.divide(shared, union, out=np.zeros_like(shared), where=union > 0)


def suppress(boxes: Any, scores: Any, labels: Any, threshold: float) -> list[int]:
    """Greedy non-maximum suppression among equal labels; the places kept, best first."""
    mutual = iou(boxes, boxes)
    kept: list[int] = []
    for k in np.argsort(-scores, kind="stable").tolist():
        if all(labels[j] != labels[k] or mutual[k, j] <= threshold for j in kept):
            kept.append(k)
    return kept


def judge(kept: list[int], boxes: Any, labels: Any, truths: Any, truth_labels: Any, least: float) -> list[bool]:
    """Whether each kept detection, best first, takes a free truth of its class with an IoU of at least ``least``."""
    overlap = iou(boxes, truths)
    free = np.ones(len(truths), dtype=bool)
    hits = []
    for k in kept:
        chance = np.where(free & (truth_labels == labels[k]), overlap[k], -1.0)
        hits.append(bool(chance.max() >= least))
        if hits[-1]:
            free[int(chance.argmax())] = False
    return hits


@cache
def _scene(name: str) -> tuple[Any, Any, Any]:
    """The picture, shape (140, 200, 3) in 0 … 1; the true boxes, shape (n, 4); their classes, shape (n,)."""
    from PIL import Image
    from scipy.ndimage import label

    from workbench.datasets import dataset_path, load_dataset

    photograph = Image.open(dataset_path("photos_cc0", "french-alpine-landscape.jpg")).convert("RGB")
    crop = photograph.resize((320, 151)).crop((60, 5, 60 + _WIDTH, 5 + _HEIGHT))
    picture = 0.55 + 0.45 * np.asarray(crop, dtype=float) / 255  # pale, so that boxes stand out
    places = list(load_dataset("emoji32", "emoji32_meta.csv")["short_name"])
    drawings = load_dataset("emoji32")["images"]
    boxes, labels = [], []
    for drawing, kind, left, top, height in _SCENES[name]:
        look = drawings[places.index(drawing)]
        regions, _ = label(np.pad((look >= 250).all(axis=2), 1, constant_values=True))
        opaque = (regions[1:-1, 1:-1] != regions[0, 0]) * 255
        large = Image.fromarray(np.dstack([look, opaque]).astype(np.uint8)).resize((height, height))
        pixels = np.asarray(large, dtype=float) / 255
        rows, columns = (np.flatnonzero((pixels[..., 3] > 0.5).any(axis=axis)) for axis in (1, 0))
        patch = picture[top : top + height, left : left + height]
        patch += pixels[..., 3:] * (pixels[..., :3] - patch)
        boxes.append([left + columns[0], top + rows[0], left + columns[-1] + 1, top + rows[-1] + 1])
        labels.append(kind)
    return picture, np.array(boxes, dtype=float), np.array(labels)


@cache
def _candidates(name: str) -> tuple[Any, Any, Any]:
    """Boxes, scores and classes as an untidy detector might give them: drawn at random around the truth."""
    rng = np.random.default_rng(list(_SCENES).index(name))
    _, truths, truth_labels = _scene(name)
    shift = rng.normal(scale=5.5, size=(5, len(truths), 4))
    shift[0] /= 4  # the first around each object sits well
    boxes = (truths + shift).reshape(-1, 4)
    scores = 0.98 - np.abs(shift).mean(axis=2).ravel() * 0.075 + rng.normal(scale=0.05, size=len(boxes))
    corners = rng.uniform([0, 0], [_WIDTH - 50, _HEIGHT - 50], size=(5, 2))
    boxes = np.vstack([boxes, np.hstack([corners, corners + rng.uniform(25, 50, size=(5, 2))])])
    scores = np.concatenate([scores, rng.uniform(0.05, 0.55, size=5)])
    labels = np.concatenate([np.tile(truth_labels, 5), rng.integers(0, 3, size=5)])
    best_first = np.argsort(-scores, kind="stable")
    return boxes[best_first], scores[best_first].clip(0.02, 0.99), labels[best_first]


def _photo(name: str) -> Photo:
    pixels = (_scene(name)[0] * 255).round().astype(np.uint8)
    return Photo(pixels=pixels, x=(0, _WIDTH), y=(0, _HEIGHT))


@cache
def script_data() -> dict[str, Any]:
    """For boxes.js: each scene's picture, its truths and its candidates, best first."""
    found = {}
    for name in _SCENES:
        _, truths, truth_labels = _scene(name)
        boxes, scores, labels = _candidates(name)
        found[name] = {
            "photo": _photo(name).as_dict(),
            "truths": truths.tolist(),
            "truthLabels": truth_labels.tolist(),
            "boxes": boxes.tolist(),
            "scores": scores.tolist(),
            "labels": labels.tolist(),
        }
    return found


def _scene_panel(name: str, fates: Any) -> Panel:
    boxes, _, labels = _candidates(name)
    marks: list[Mark] = [_photo(name)]
    for fate in (2, 1, 0):
        mine = fates == fate
        x0, y0, x1, y1 = boxes[mine].T
        colour, width, dash = _LOOKS[fate]
        marks.append(Boxes(x0=x0, y0=y0, x1=x1, y1=y1, colour=colour, width=width, dash=dash, halo=fate < 2))
        if fate < 2:
            names = [_CLASSES[k] for k in labels[mine]]
            marks.append(Texts(x=x0 + 1.5, y=np.maximum(y0, 6.0), text=names, size=11, sheet=True))
    across, down = Axis(low=0, high=_WIDTH, ticks=(), grid=False), Axis(low=_HEIGHT, high=0, ticks=(), grid=False)
    title = f"{len(_scene(name)[1])} objects"
    return Panel(marks=marks, x=across, y=down, title=title, weight=1.5, equal=True)


def _scores_panel(name: str, fates: Any, least: float) -> Panel:
    _, scores, _ = _candidates(name)
    marks: list[Mark] = []
    for fate, text in enumerate(_FATES):
        mine = np.flatnonzero(fates == fate)
        look: dict[str, Any] = {
            "colour": _LOOKS[fate][0],
            "hatch": _HATCHES[fate],
            "opacity": 0.45 if fate == 3 else 1.0,
        }
        label = f"{text}: {len(mine)}"
        marks.append(Bars(at=mine, value=scores[mine], span=0.8, sideways=True, label=label, **look))
    marks.append(Rule(x=least, colour="text", width=1.5))
    down = Axis(low=1.75 * len(scores), high=-1, ticks=(), grid=False)
    title = "Candidates, best first"
    return Panel(marks=marks, x=Axis(low=0, high=1, label="score"), y=down, title=title, legend="bottom right")


@explorer(
    "boxes",
    title="From candidates to detections",
    question="Which of a detector's many overlapping boxes should stay?",
    controls=[
        Choice(
            "scene",
            {"apart": "objects apart", "crowd": "a crowd", "rider": "one behind another"},
            value="crowd",
            label="scene",
        ),
        Slider("score", 0.0, 0.95, step=0.05, value=0.3, label="drop scores below"),
        Slider("overlap", 0.0, 1.0, step=0.05, value=0.45, label="suppress above an IoU of"),
        Toggle("per_class", True, label="each class for itself"),
        Slider("hit", 0.3, 0.9, step=0.05, value=0.5, label="a hit from an IoU of"),
    ],
    about="Candidates scattered around true objects, as a detector gives them before it tidies up (they are drawn at "
    "random, not predicted). Find settings with every object kept and no wrong box, first apart, then in the crowd.",
    height=330,
    data=script_data,
)
def boxes(*, scene: str, score: float, overlap: float, per_class: bool, hit: float) -> Scene:
    """The scene with the boxes that are left, and what became of each candidate."""
    candidates, scores, labels = _candidates(scene)
    _, truths, truth_labels = _scene(scene)
    enough = np.flatnonzero(scores >= score)
    groups = labels if per_class else np.zeros_like(labels)
    kept = enough[suppress(candidates[enough], scores[enough], groups[enough], overlap)].tolist()
    hits = judge(kept, candidates, labels, truths, truth_labels, hit)
    fates = np.full(len(scores), 3)
    fates[enough] = 2
    fates[kept] = [0 if right else 1 for right in hits]
    found = sum(hits)
    precision = f"{found / len(kept):.2f}" if kept else "not defined"
    who = "each class for itself" if per_class else "all classes together"
    return Scene(
        panels=[_scene_panel(scene, fates), _scores_panel(scene, fates, score)],
        caption=f"{len(scores)} candidates, {len(enough)} with a score of at least {score:.2f}; suppression above an "
        f"IoU of {overlap:.2f}, {who}, keeps {len(kept)}. At an IoU of {hit:.2f}, {found} are right and "
        f"{len(kept) - found} wrong; {len(truths) - found} of {len(truths)} objects are missed. Precision "
        f"{precision}, recall {found / len(truths):.2f}.",
    )
