"""Figures of Matplotlib and Seaborn, by their artists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.checking.compare.plots.description import Axis, Mark, Panel, Plot, axis, mark, relative

_HIDDEN = ("_", "<")
"""How the labels begin that no legend shows."""


def describe(figure: Any) -> Plot:
    """What a figure, an Axes or a grid of Seaborn shows. Colour bars are no panels."""
    figure = getattr(figure, "figure", None) or figure  # of an Axes and of a grid
    seen = [each for each in figure.axes if each.get_label() != "<colorbar>" and each.get_visible()]
    panels = [_panel(each, figure) for each in seen]
    title = figure.get_suptitle()
    if len(panels) == 1 and not title:
        title, panels[0]["title"] = panels[0]["title"], ""
    return Plot(title=title, panels=panels)


def _panel(axes: Any, figure: Any) -> Panel:
    legend = axes.get_legend() or (figure.legends[0] if figure.legends else None)
    names = _names(legend)
    x, y = _ticks(axes.xaxis), _ticks(axes.yaxis)
    bars = list(_bars(axes, names, x, y))
    marks = [*_lines(axes, names), *_points(axes, names), *bars, *_images(axes), *_texts(axes)]
    return Panel(
        title=axes.get_title() or axes.get_title("left") or axes.get_title("right"),
        x=_axis(axes.xaxis, axes.get_xlim(), axes.get_autoscalex_on(), x),
        y=_axis(axes.yaxis, axes.get_ylim(), axes.get_autoscaley_on(), y),
        marks=marks,
        legend=[text.get_text() for text in legend.get_texts()] if legend else [],
        arrangement=_arrangement(axes, bars),
    )


def _axis(one: Any, limits: tuple[float, float], is_free: bool, ticks: Mapping[float, str] | None) -> Axis:
    """limits: as drawn; ticks: the names of positions where the axis has such."""
    is_turned = limits[0] > limits[1]
    scale = "category" if ticks else "date" if _is_dated(one) else one.get_scale()
    order: list[str] = []
    if ticks:
        order = [ticks[place] for place in sorted(ticks)]
        if is_turned != (one.axis_name == "y"):  # from the top down is against the axis
            order = order[::-1]
    # An axis that runs backwards says it even where the library has chosen its ends.
    ends: Sequence[float | None] = limits if scale != "category" and (not is_free or is_turned) else (None, None)
    return axis(one.get_label_text(), scale, ends, order)


def _is_dated(one: Any) -> bool:
    from matplotlib.dates import AutoDateFormatter, ConciseDateFormatter, DateFormatter

    return isinstance(one.get_major_formatter(), (AutoDateFormatter, ConciseDateFormatter, DateFormatter))


def _ticks(one: Any) -> dict[float, str] | None:
    """The names of an axis by position; None where it has numbers, in whatever form they are written."""
    from matplotlib.category import StrCategoryFormatter
    from matplotlib.ticker import FixedFormatter, FixedLocator, FuncFormatter

    formatter = one.get_major_formatter()
    is_named = isinstance(formatter, (FixedFormatter, FuncFormatter)) and isinstance(
        one.get_major_locator(), FixedLocator
    )
    if not is_named and not isinstance(formatter, StrCategoryFormatter):
        return None
    texts = [text.get_text() for text in one.get_majorticklabels()]
    found = {float(place): text for place, text in zip(one.get_majorticklocs(), texts, strict=False) if text}
    return found if any(_is_name(place, text) for place, text in found.items()) else None


def _is_name(place: float, text: str) -> bool:
    """Whether the text at a position is anything but its number, as it is or in per cent."""
    try:
        number = float(text.replace("\N{MINUS SIGN}", "-").replace(",", "").rstrip("%"))
    except ValueError:
        return True
    return not np.isclose(number, [place, 100 * place]).any()


def _named(places: Any, ticks: Mapping[float, str] | None) -> Any:
    """Positions as categories: a bar beside its tick belongs to it."""
    if not ticks:
        return places
    at = np.array(sorted(ticks))
    nearest = [at[np.argmin(np.abs(at - place))] for place in places]
    return [ticks[float(place)] for place in nearest]


def _names(legend: Any) -> dict[Any, str]:
    """Colour → name, as the legend tells. Seaborn draws series without a label and explains their colours there."""
    if legend is None:
        return {}
    handles = getattr(legend, "legend_handles", [])
    return {
        colour: text.get_text()
        for handle, text in zip(handles, legend.get_texts(), strict=False)
        if (colour := _colour(handle)) is not None
    }


def _colour(artist: Any) -> Any:
    from matplotlib.colors import to_hex

    for ask in ("get_facecolor", "get_color", "get_markerfacecolor"):
        value = getattr(artist, ask, lambda: None)()
        try:
            rows = np.atleast_2d(np.asarray(value, dtype=float)) if not isinstance(value, str) else [value]
            return to_hex(rows[0]) if len(rows) == 1 else None
        except (TypeError, ValueError):
            continue
    return None


def _name(artist: Any, names: Mapping[Any, str]) -> str:
    label = str(artist.get_label() or "")
    if label and not label.startswith(_HIDDEN):
        return label
    return names.get(_colour(artist), "")


def _lines(axes: Any, names: Mapping[Any, str]) -> Iterator[Mark]:
    for line in axes.get_lines():
        x, y = (np.asarray(values, dtype=float) for values in line.get_data(orig=False))
        if line.get_transform() == axes.get_yaxis_transform() and len(y):
            yield mark("rule", None, y[:1])
        elif line.get_transform() == axes.get_xaxis_transform() and len(x):
            yield mark("rule", x[:1], None)
        elif np.any(np.isfinite(x) & np.isfinite(y)):  # the error bars of single values have none
            is_line = line.get_linestyle() not in ("None", "", " ")
            yield mark("line" if is_line else "points", x, y, _name(line, names))


def _points(axes: Any, names: Mapping[Any, str]) -> Iterator[Mark]:
    from matplotlib.collections import PathCollection
    from matplotlib.colors import to_hex

    for each in _kind_of(axes.collections, PathCollection):
        where = _filled(each.get_offsets())
        if not len(where):
            continue
        values, sizes = each.get_array(), relative(each.get_sizes())
        colours = [to_hex(colour) for colour in each.get_facecolors()]
        if values is None and names and len(colours) == len(where) and len(set(colours)) > 1:
            for colour in dict.fromkeys(colours):
                own = np.array([one == colour for one in colours])
                part = sizes[own] if sizes is not None and len(sizes) == len(own) else None
                yield mark("points", where[own, 0], where[own, 1], names.get(colour, ""), size=part)
            continue
        tones = None if values is None else np.asarray(values, dtype=float)
        yield mark("points", where[:, 0], where[:, 1], _name(each, names), colour=tones, size=sizes)


def _containers(axes: Any) -> Iterator[tuple[Any, list[Any]]]:
    from matplotlib.patches import Rectangle

    for each in axes.containers:
        found = [patch for patch in getattr(each, "patches", ()) if isinstance(patch, Rectangle)]
        if found:
            yield each, found


def _bars(axes: Any, names: Mapping[Any, str], x: Any, y: Any) -> Iterator[Mark]:
    for container, patches in _containers(axes):
        lies = getattr(container, "orientation", "vertical") == "horizontal"
        along = np.array([p.get_y() + p.get_height() / 2 if lies else p.get_x() + p.get_width() / 2 for p in patches])
        length = np.array([p.get_width() if lies else p.get_height() for p in patches], dtype=float)
        label = str(container.get_label())
        name = _name(patches[0], names) if not label or label.startswith(_HIDDEN) else label
        place = _named(along, y if lies else x)
        across, up = (length, place) if lies else (place, length)
        yield mark("bars", across, up, name, lies=lies)
    for patch in axes.patches:
        steps = _steps(patch)
        if steps is not None:
            edges, heights, lies = steps
            place = _named((edges[:-1] + edges[1:]) / 2, y if lies else x)
            across, up = (heights, place) if lies else (place, heights)
            yield mark("bars", across, up, _name(patch, names), lies=lies)


def _steps(patch: Any) -> tuple[NDArray[np.float64], NDArray[np.float64], bool] | None:
    """Edges and heights of bars that are drawn as one outline, by ``stairs`` or by ``hist`` with a ``histtype``, and
    whether they lie. None for any other patch."""
    from matplotlib.patches import Polygon, StepPatch

    if isinstance(patch, StepPatch):
        values, edges, _ = patch.get_data()
        return np.asarray(edges, dtype=float), np.asarray(values, dtype=float), patch.orientation == "horizontal"
    if not isinstance(patch, Polygon):
        return None
    corners = patch.get_xy()
    # An outline goes up and down at each edge; one that is filled comes back along the axis.
    count = len(corners) // 2 if len(corners) % 2 == 0 else (len(corners) + 3) // 4
    for lies in (False, True):
        along, up = (corners[: 2 * count, side] for side in ((1, 0) if lies else (0, 1)))
        is_stepped = count > 1 and len(up) == 2 * count and up[0] == up[-1] == 0
        if is_stepped and (along[::2] == along[1::2]).all() and (up[1:-1:2] == up[2::2]).all():
            return along[::2], up[1:-1:2], lies
    return None


def _arrangement(axes: Any, bars: Sequence[Mark]) -> str:
    """How several series of bars stand: stacked ones do not begin at 0, grouped ones not at the same place."""
    found = list(_containers(axes))
    if len(found) < 2:
        return ""
    lies = bars[0]["lies"]
    starts = [[p.get_x() if lies else p.get_y() for p in patches] for _, patches in found]
    sides = [tuple(round(p.get_y() if lies else p.get_x(), 9) for p in patches) for _, patches in found]
    if any(start for row in starts for start in row):
        return "stacked"
    shared = (set(one) & set(other) for one, other in pairwise(sides))
    return "overlaid" if any(shared) else "grouped"


def _images(axes: Any) -> Iterator[Mark]:
    from matplotlib.collections import QuadMesh

    is_turned = axes.yaxis_inverted()
    found = [_filled(image.get_array()) for image in axes.get_images()]
    for each in _kind_of(axes.collections, QuadMesh):
        values = _filled(each.get_array())
        rows = each.get_coordinates().shape[0] - 1
        found.append(values.reshape(rows, -1) if values.ndim == 1 else values)
    for values in found:
        yield mark("image", None, values if is_turned else values[::-1])


def _kind_of(artists: Any, kind: type) -> list[Any]:
    return [artist for artist in artists if isinstance(artist, kind)]


def _filled(values: Any) -> NDArray[np.float64]:
    """Masked values as NaN."""
    filled: NDArray[np.float64] = np.ma.filled(np.ma.asarray(values).astype(float), np.nan)
    return filled


def _texts(axes: Any) -> Iterator[Mark]:
    found = [text for text in axes.texts if text.get_text()]
    if found:
        places = [text.get_position() for text in found]  # dates as they were given
        where = np.array([(axes.convert_xunits(x), axes.convert_yunits(y)) for x, y in places], dtype=float)
        yield mark("text", where[:, 0], where[:, 1], text=[text.get_text() for text in found])
