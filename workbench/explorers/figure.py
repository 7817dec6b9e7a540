"""A scene as a picture for a notebook without a kernel, by matplotlib. The canvas in the browser looks alike.

No pyplot: the learner's own figures are left alone.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.explorers import scene as s
from workbench.explorers.style import NARROW, Colours, Theme, house_style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DOTS = 100
"""Dots per inch at a device pixel ratio of one: a figure of 7 inches is 700 CSS pixels wide."""
USUAL_WIDTH = 720
_POINTS = 72 / DOTS  # typographic points in a CSS pixel
_DASHES: dict[str, Any] = {"": "-", "dashed": "--", "dotted": ":"}
_MARKERS = {
    "circle": "o", "ring": "o", "square": "s", "triangle": "^", "down": "v", "diamond": "D", "plus": "P", "star": "*",
}  # fmt: skip
_HATCHES = {"": "", "lines": "//", "dots": ".."}
_LEGENDS: dict[tuple[str, str], Any] = {
    ("top", "right"): "upper right", ("top", "left"): "upper left",
    ("bottom", "right"): "lower right", ("bottom", "left"): "lower left",
}  # fmt: skip


def picture(
    scene: s.Scene, *, height: int, width: int = USUAL_WIDTH, theme: Theme = "light", ratio: float = 2.0
) -> bytes:
    """The scene as a PNG. height, width: CSS pixels of a wide page; ratio: device pixels for each of them."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with house_style(theme) as palette:
        stacked = len(scene.panels) > 1 and width < NARROW
        tall = height * 0.85 * len(scene.panels) if stacked else height
        figure = Figure(figsize=(width / DOTS, tall / DOTS), dpi=DOTS * ratio, facecolor=palette.background)
        figure.set_layout_engine("constrained", h_pad=0.1, w_pad=0.1)
        for panel, axes in zip(scene.panels, _axes(figure, scene, stacked=stacked), strict=True):
            _draw_panel(axes, panel, palette)
        buffer = BytesIO()
        FigureCanvasAgg(figure)
        figure.savefig(buffer, format="png", facecolor=palette.background)
        return buffer.getvalue()


def _axes(figure: Figure, scene: s.Scene, *, stacked: bool) -> list[Axes]:
    count = len(scene.panels)
    if stacked:
        return list(figure.subplots(count, 1, squeeze=False).flat)
    return list(figure.subplots(1, count, squeeze=False, width_ratios=[p.weight for p in scene.panels]).flat)


def _draw_panel(axes: Axes, panel: s.Panel, palette: Colours) -> None:
    for order, mark in enumerate(panel.marks):
        _DRAW[mark.kind](axes, mark, palette, 2 + 0.01 * order)
    axes.set_title(panel.title)
    for axis, name in ((panel.x, "x"), (panel.y, "y")):
        _set_axis(axes, axis, name)
    if panel.equal:
        axes.set_aspect("equal")
    if panel.bare:
        axes.set_axis_off()
    if any(mark.label for mark in panel.marks):
        side, corner = panel.legend.split()
        axes.legend(loc=_LEGENDS[side, corner])


def _set_axis(axes: Axes, axis: s.Axis, name: str) -> None:
    given: dict[str, Any] = {f"{name}label": axis.label, f"{name}scale": "log" if axis.log else "linear"}
    axes.set(**given)
    axes.set(**{f"{name}lim": (axis.low, axis.high)})
    if axis.ticks is not None:
        long = name == "x" and sum(len(text) for _, text in axis.ticks) > 24
        turned: dict[str, Any] = {"rotation": 60, "ha": "right", "rotation_mode": "anchor"} if long else {}
        ticks = [place for place, _ in axis.ticks], [text for _, text in axis.ticks]
        getattr(axes, f"set_{name}ticks")(*ticks, **turned)
    axes.grid(axis.grid, axis=name)  # type: ignore[arg-type]


# -- marks -------------------------------------------------------------------------------------------------------------


def colour_of(palette: Colours, name: str) -> str:
    """The colour that a theme has for a name."""
    if name.startswith("#"):
        return name
    if name.startswith("series"):
        return palette.series[int(name.removeprefix("series")) % len(palette.series)]
    return str(getattr(palette, name))


def _line(axes: Axes, mark: s.Line, palette: Colours, order: float) -> None:
    colour = colour_of(palette, mark.colour)
    x, y = np.asarray(mark.x, dtype=float), np.asarray(mark.y, dtype=float)
    if mark.under is not None:
        axes.fill_between(x, y, mark.under, color=colour, alpha=0.25, linewidth=0, zorder=order)
    look: dict[str, Any] = {"linestyle": _DASHES[mark.dash], "linewidth": mark.width, "zorder": order}
    axes.plot(x, y, color=colour, label=mark.label or None, **look)


def _points(axes: Axes, mark: s.Points, palette: Colours, order: float) -> None:
    colour = colour_of(palette, mark.colour)
    ring = mark.marker == "ring"
    look: dict[str, Any] = {"markersize": mark.size * _POINTS, "markeredgewidth": 1.4 if ring else 0, "zorder": order}
    look |= {"color": palette.background if ring else colour, "markeredgecolor": colour, "alpha": mark.opacity}
    x, y = np.asarray(mark.x, dtype=float), np.asarray(mark.y, dtype=float)
    axes.plot(x, y, _MARKERS[mark.marker], label=mark.label or None, **look)


def _bars(axes: Axes, mark: s.Bars, palette: Colours, order: float) -> None:
    names = [mark.colour] if isinstance(mark.colour, str) else list(mark.colour)
    colours = [colour_of(palette, name) for name in names]
    at, value = np.asarray(mark.at, dtype=float), np.asarray(mark.value, dtype=float)
    look: dict[str, Any] = {"color": colours if len(colours) > 1 else colours[0], "alpha": mark.opacity}
    look |= {"hatch": _HATCHES[mark.hatch], "edgecolor": palette.background, "linewidth": 0}
    look |= {"label": mark.label or None, "zorder": order}
    if mark.sideways:
        bars = axes.barh(at, value - mark.base, height=mark.span, left=mark.base, **look)
    else:
        bars = axes.bar(at, value - mark.base, width=mark.span, bottom=mark.base, **look)
    if len(mark.texts):
        axes.bar_label(bars, list(mark.texts), padding=3, fontsize=8, color=palette.text)


def _segments(axes: Axes, mark: s.Segments, palette: Colours, order: float) -> None:
    from matplotlib.collections import LineCollection

    lines = [((a, b), (c, d)) for a, b, c, d in zip(mark.x0, mark.y0, mark.x1, mark.y1, strict=True)]
    look: dict[str, Any] = {"linewidths": mark.width, "linestyles": _DASHES[mark.dash], "zorder": order}
    axes.add_collection(LineCollection(lines, colors=colour_of(palette, mark.colour), **look))


def _paths(axes: Axes, mark: s.Paths, palette: Colours, order: float) -> None:
    from matplotlib.collections import LineCollection

    lines = [list(zip(x, y, strict=True)) for x, y in zip(mark.x, mark.y, strict=True)]
    look: dict[str, Any] = {"linewidths": mark.width, "alpha": mark.opacity, "zorder": order}
    axes.add_collection(LineCollection(lines, colors=colour_of(palette, mark.colour), **look))


def _rule(axes: Axes, mark: s.Rule, palette: Colours, order: float) -> None:
    look: dict[str, Any] = {"color": colour_of(palette, mark.colour), "linewidth": mark.width, "zorder": order}
    look |= {"linestyle": _DASHES[mark.dash], "label": mark.label or None}
    if mark.x is not None:
        axes.axvline(mark.x, **look)
    if mark.y is not None:
        axes.axhline(mark.y, **look)


def _boxes(axes: Axes, mark: s.Boxes, palette: Colours, order: float) -> None:
    from matplotlib.patches import Rectangle

    colour = colour_of(palette, mark.colour)
    edges = [("#16181b", mark.width + 1.6, "-")] if mark.halo and mark.width else []
    edges.append((colour, mark.width, _DASHES[mark.dash]))
    for x0, y0, x1, y1 in zip(mark.x0, mark.y0, mark.x1, mark.y1, strict=True):
        for edge, width, dash in edges:
            look: dict[str, Any] = {"edgecolor": edge if width else "none", "linewidth": width, "linestyle": dash}
            look |= {"alpha": mark.opacity, "facecolor": colour_of(palette, mark.fill) if mark.fill else "none"}
            axes.add_patch(Rectangle((x0, y0), x1 - x0, y1 - y0, zorder=order, **look))
    if mark.label:
        axes.plot([], [], color=colour, linewidth=mark.width, linestyle=_DASHES[mark.dash], label=mark.label)


def _texts(axes: Axes, mark: s.Texts, palette: Colours, order: float) -> None:
    look: dict[str, Any] = {"color": "#ffffff" if mark.sheet else colour_of(palette, mark.colour)}
    look |= {"ha": {"left": "left", "middle": "center", "right": "right"}[mark.align], "va": "center"}
    look |= {"xytext": (mark.dx * _POINTS, mark.dy * _POINTS), "textcoords": "offset points"}
    look |= {"fontsize": mark.size * _POINTS, "zorder": order + 1}
    if mark.sheet:
        look["bbox"] = {"facecolor": "#16181b", "edgecolor": "none", "pad": 1.0}
    if mark.mono:
        look["family"] = "DejaVu Sans Mono"
    for x, y, text in zip(mark.x, mark.y, mark.text, strict=True):
        axes.annotate(text, (x, y), annotation_clip=True, **look).set_in_layout(False)


def _grid(axes: Axes, mark: s.Grid, palette: Colours, order: float) -> None:
    look: dict[str, Any] = {"cmap": palette.surface, "vmin": 0, "vmax": 1, "aspect": "auto", "zorder": order - 1}
    smooth = "bilinear" if mark.smooth else "nearest"
    axes.imshow(np.asarray(mark.values, dtype=float), extent=_extent(mark), interpolation=smooth, **look)


def _photo(axes: Axes, mark: s.Photo, palette: Colours, order: float) -> None:  # noqa: ARG001
    axes.imshow(mark.pixels, extent=_extent(mark), aspect="auto", zorder=order - 1)


def _extent(mark: s.Grid | s.Photo) -> tuple[float, float, float, float]:
    # matplotlib's first row is at the top, and the last number says where the top is.
    return mark.x[0], mark.x[1], mark.y[1], mark.y[0]


def _chips(axes: Axes, mark: s.Chips, palette: Colours, order: float) -> None:
    """Words in boxes, as many on a line as there is room for; a letter is as wide as 0.08 inches."""
    from matplotlib.patches import FancyBboxPatch

    size = axes.figure.get_size_inches()  # type: ignore[union-attr]
    room, lines = int((size[0] - 0.3) / 0.098), size[1] / 0.36
    column, line = 0.0, 0
    axes.set(xlim=(0, room), ylim=(lines, 0))
    for k, text in enumerate(mark.text):
        width = len(text) + 0.9
        if column and column + width > room:
            column, line = 0.0, line + 1
        colour = colour_of(palette, mark.colours[k % len(mark.colours)])
        box = "round,pad=0,rounding_size=0.15"
        look: dict[str, Any] = {"facecolor": palette.grid, "edgecolor": colour, "linewidth": 1.6, "boxstyle": box}
        axes.add_patch(FancyBboxPatch((column + 0.1, line + 0.16), width - 0.2, 0.7, zorder=order, **look))
        middle: dict[str, Any] = {"ha": "center", "va": "center", "family": "DejaVu Sans Mono", "fontsize": 10.5}
        axes.text(column + width / 2, line + 0.53, text, zorder=order + 1, **middle).set_in_layout(False)
        column += width


_DRAW: dict[str, Callable[[Axes, Any, Colours, float], None]] = {
    "line": _line, "points": _points, "bars": _bars, "segments": _segments, "paths": _paths, "rule": _rule,
    "boxes": _boxes, "texts": _texts, "grid": _grid, "photo": _photo, "chips": _chips,
}  # fmt: skip
