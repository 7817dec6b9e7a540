"""Leakage by selection: choosing features on all rows makes even shuffled labels look predictable."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from workbench.explorers import MARKERS, Axis, Mark, Panel, Points, Rule, Scene, Segments, Slider, Toggle, explorer

_REPEATS = 20
_FOLDS = 5


@cache
def _fours_and_nines() -> tuple[Any, Any]:
    """Pixels of the digits 4 and 9, shape (n, 784), without those that are always blank; labels 0/1, shape (n,)."""
    from workbench.datasets import load_dataset

    data = load_dataset("mnist10k")
    keep = np.isin(data["labels"], (4, 9))
    pixels = data["images"][keep].reshape(keep.sum(), -1).astype(np.float32) / 255
    return pixels[:, pixels.std(axis=0) > 0.02], (data["labels"][keep] == 9).astype(int)


def _best(x: Any, y: Any, k: int) -> Any:
    """The k columns whose correlation with y is largest in size."""
    centred, sign = x - x.mean(axis=0), y - y.mean()
    strength = np.abs(sign @ centred) / np.sqrt((centred**2).sum(axis=0) + 1e-9)
    return np.argpartition(strength, -k)[-k:]


def _nearest_centroid(x: Any, y: Any, new: Any) -> Any:
    zero, one = x[y == 0].mean(axis=0), x[y == 1].mean(axis=0)
    return (new @ (one - zero) > (one @ one - zero @ zero) / 2).astype(int)


def _accuracy(x: Any, y: Any, k: int, *, leaky: bool) -> float:
    """Cross-validated accuracy with the k best columns, chosen on all rows (leaky) or on the training rows."""
    order = np.arange(len(y)) % _FOLDS
    right = 0
    for fold in range(_FOLDS):
        train, held = order != fold, order == fold
        columns = _best(x, y, k) if leaky else _best(x[train], y[train], k)
        right += int((_nearest_centroid(x[train][:, columns], y[train], x[held][:, columns]) == y[held]).sum())
    return right / len(y)


@cache
def _experiment(rows: int, k: int, shuffled: bool) -> tuple[list[float], list[float]]:
    pixels, labels = _fours_and_nines()
    honest, leaky = [], []
    for repeat in range(_REPEATS):
        rng = np.random.default_rng(repeat)
        half = rows // 2
        chosen = np.concatenate([rng.choice(np.flatnonzero(labels == c), half, replace=False) for c in (0, 1)])
        chosen = rng.permutation(chosen)
        x, y = pixels[chosen], labels[chosen]
        y = rng.permutation(y) if shuffled else y
        honest.append(_accuracy(x, y, k, leaky=False))
        leaky.append(_accuracy(x, y, k, leaky=True))
    return honest, leaky


@explorer(
    "leakage",
    title="Choose features first, validate later: a leak",
    question="How does a model that has learned nothing get an excellent score?",
    controls=[
        Slider("rows", 20, 200, step=10, value=40, label="images in the table"),
        Slider("features", 1, 60, value=15, label="pixels chosen"),
        Toggle("shuffled", True, label="shuffle the labels (nothing can be learned)"),
    ],
    about="Handwritten fours and nines. With shuffled labels no honest method can beat a coin; choose the pixels on "
    "all rows, and the score says otherwise. How many images does it take until the leak is hard to see? Do fewer "
    "pixels help?",
    height=300,
)
def leakage(*, rows: int, features: int, shuffled: bool) -> Scene:
    """Accuracy in twenty repetitions, pixels chosen inside the folds and on all rows."""
    honest, leaky = _experiment(rows, features, shuffled)
    marks: list[Mark] = [Rule(x=0.5, colour="muted", dash="dashed")]
    shift = np.linspace(-0.22, 0.22, _REPEATS)
    for row, values in enumerate((honest, leaky)):
        look: dict[str, Any] = {"colour": f"series{row}", "marker": MARKERS[row], "opacity": 0.75, "size": 7}
        marks.append(Points(x=values, y=row + shift, **look))
        mean = [float(np.mean(values))]
        marks.append(Segments(x0=mean, y0=[row - 0.36], x1=mean, y1=[row + 0.36], width=2.6))
    gap = float(np.mean(leaky) - np.mean(honest))
    kind = "shuffled" if shuffled else "true"
    down = Axis(low=1.6, high=-0.6, ticks=[(0, "chosen inside\neach fold"), (1, "chosen on\nall rows")], grid=False)
    return Scene(
        panels=[Panel(marks=marks, x=Axis(low=0, high=1, label="accuracy (dashed: a coin)"), y=down)],
        caption=f"{rows} images with {kind} labels, {features} pixels: chosen inside the folds the mean accuracy is "
        f"{np.mean(honest):.2f}, chosen on all rows {np.mean(leaky):.2f}. The leak is worth {gap:+.2f}.",
    )
