"""Two figures, compared by what a reader sees, and the first difference said as a reader would."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from workbench.checking.compare.core import Tolerance, compare
from workbench.checking.compare.plots.description import Axis, Mark, Panel, Plot, is_named
from workbench.checking.compare.plots.orders import bars_by_category, in_words
from workbench.checking.show import show_value
from workbench.checking.types import Difference

_SIDES = ("x", "y")
_MARKS = {
    "line": ("line", "lines"),
    "points": ("set of points", "sets of points"),
    "bars": ("series of bars", "series of bars"),
    "image": ("heat map", "heat maps"),
    "area": ("area", "areas"),
    "rule": ("reference line", "reference lines"),
    "text": ("set of texts", "sets of texts"),
    "slices": ("pie", "pies"),
}
_ARRANGED = {"stacked": "on top of each other", "grouped": "side by side", "overlaid": "one in front of the other"}


def difference(got: Plot, expected: Plot, limits: Tolerance) -> Difference | None:
    """None when the two show the same."""
    mine, wanted = got["panels"], expected["panels"]
    if len(mine) != len(wanted):
        text = f"The figure has {_counted(len(mine), 'panel')}, {len(wanted)} {_were(len(wanted))} expected."
        return Difference(kind="axes", text=text)
    for position, (one, other) in enumerate(zip(mine, wanted, strict=True)):
        found = next(filter(None, _of_panel(one, other, limits)), None)
        if found:
            where = f" In panel {position + 1}" + (f" (“{other['title']}”)." if other["title"] else ".")
            return Difference(kind=found.kind, text=found.text + (where if len(wanted) > 1 else ""))
    return _text("title", "title", got["title"], expected["title"])


def _of_panel(got: Panel, expected: Panel, limits: Tolerance) -> Iterator[Difference | None]:
    """What differs, the most telling first; None for each thing that does not."""
    yield _kinds(got["marks"], expected["marks"])
    yield _exchanged(got, expected, limits)
    yield _names(got["marks"], expected["marks"])
    if got["arrangement"] != expected["arrangement"] and expected["arrangement"]:
        how = [_ARRANGED.get(each["arrangement"], "in one series") for each in (got, expected)]
        yield Difference(kind="figure_arrangement", text=f"The bars stand {how[0]}, not {how[1]}.")
    for mine, wanted in _paired(got["marks"], expected["marks"]):
        yield _mark(mine, wanted, limits)
    for side in _SIDES:
        yield _order(got, expected, side)
        yield _scale(got[side], expected[side], side)  # type: ignore[literal-required]
        yield _ends(got, expected, side)
    for side in _SIDES:
        yield _text(f"label of the {side} axis", f"{side}_label", got[side]["label"], expected[side]["label"])  # type: ignore[literal-required]
    yield _text("title", "title", got["title"], expected["title"])
    yield _legend(got["legend"], expected["legend"])


# -- the marks ---------------------------------------------------------------------------------------------------------


def _kinds(got: Sequence[Mark], expected: Sequence[Mark]) -> Difference | None:
    mine, wanted = Counter(one["kind"] for one in got), Counter(one["kind"] for one in expected)
    if mine == wanted:
        return None
    if not got:
        return Difference(kind="figure_marks", text=f"Nothing is drawn; {_listed(wanted)} expected.")
    missing, extra = wanted - mine, mine - wanted
    if missing and extra:
        return Difference(kind="figure_marks", text=f"{_listed(mine)} drawn, {_listed(wanted)} expected.".capitalize())
    if missing:
        text = f"{_listed(missing)} missing: {_listed(wanted)} expected."
    else:
        text = f"{_listed(extra)} too many: {_listed(wanted)} expected."
    return Difference(kind="figure_marks", text=text[0].upper() + text[1:])


def _listed(kinds: Mapping[str, int]) -> str:
    """“2 lines and 1 set of points are”"""
    parts = [f"{count} {_nouns(kind)[count > 1]}" for kind, count in kinds.items()]
    verb = "is" if sum(kinds.values()) == 1 else "are"
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts) + f" {verb}"


def _nouns(kind: str) -> tuple[str, str]:
    """What one mark of a kind is called, and several."""
    return _MARKS.get(kind, (kind, kind))


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _exchanged(got: Panel, expected: Panel, limits: Tolerance) -> Difference | None:
    """What is to run across runs up, and the other way round."""
    pairs = _paired(got["marks"], expected["marks"])
    turned = [(_turned(mine), wanted) for mine, wanted in pairs if wanted["kind"] != "image"]
    if not turned or any(_mark(mine, wanted, limits) for mine, wanted in turned):
        return None
    if all(_mark(mine, wanted, limits) is None for mine, wanted in pairs):
        return None
    return Difference(kind="figure_exchanged", text="The x axis and the y axis are exchanged.")


def _turned(one: Mark) -> Mark:
    return {**one, "x": one["y"], "y": one["x"], "lies": not one["lies"] if one["kind"] == "bars" else one["lies"]}


def _names(got: Sequence[Mark], expected: Sequence[Mark]) -> Difference | None:
    mine, wanted = ({one["name"] for one in marks} for marks in (got, expected))
    if not any(wanted) or mine == wanted:
        return None
    if not any(mine):
        return Difference(kind="figure_names", text=f"No name tells the series apart: {show_value(sorted(wanted))}.")
    text = f"The series are named {show_value(sorted(mine))}; expected: {show_value(sorted(wanted))}."
    return Difference(kind="figure_names", text=text)


def _paired(got: Sequence[Mark], expected: Sequence[Mark]) -> list[tuple[Mark, Mark]]:
    """Marks of one kind and name belong together; those that share both, in their order. One that needs no name is
    compared with one of its kind, whatever that is called."""
    left = list(got)
    pairs: list[tuple[Mark, Mark] | None] = [None] * len(expected)
    for any_name in (False, True):
        for k, wanted in enumerate(expected):
            if pairs[k] is not None or (any_name and wanted["name"]):
                continue
            same = [
                one for one in left if one["kind"] == wanted["kind"] and (any_name or one["name"] == wanted["name"])
            ]
            if same:
                left = [one for one in left if one is not same[0]]
                pairs[k] = same[0], wanted
    return [pair for pair in pairs if pair is not None]


def _mark(got: Mark, expected: Mark, limits: Tolerance) -> Difference | None:
    of = f" of “{expected['name']}”" if expected["name"] else ""
    found = _values(got, expected, limits)
    if found is None and got["lies"] != expected["lies"]:
        text = f"The bars {'lie' if got['lies'] else 'stand'}, they are to {'lie' if expected['lies'] else 'stand'}."
        return Difference(kind="figure_bars", text=text)
    if found is None:
        found = _more(got, expected, limits)
    if found is None:
        return None
    subject, how = found
    one = _nouns(expected["kind"])[0].removeprefix("series of ").removeprefix("set of ")
    return Difference(kind=f"figure_{expected['kind']}", text=f"The {one}{of}{subject}: {how}")


def _values(got: Mark, expected: Mark, limits: Tolerance) -> tuple[str, str] | None:
    """Where two marks differ, and how."""
    if expected["kind"] == "bars" or any(is_named(expected[side]) for side in _SIDES):  # type: ignore[literal-required]
        return _by_category(got, expected, limits)
    mine, wanted = _rows(got), _rows(expected)
    if mine is None or wanted is None or mine.shape != wanted.shape:
        return next(
            ((f", {side}", found.text) for side in _SIDES if (found := compare(got[side], expected[side], limits))),  # type: ignore[literal-required]
            None,
        )
    if _same(mine, wanted, limits) or (expected["kind"] != "line" and _same(_sorted(mine), _sorted(wanted), limits)):
        return None
    if expected["kind"] == "line" and _same(_sorted(mine), _sorted(wanted), limits):
        return "", "its points are joined in another order."
    for side in _SIDES:
        found = compare(got[side], expected[side], limits)  # type: ignore[literal-required]
        if found:
            return f", {side}", found.text
    return None


def _rows(one: Mark) -> Any:
    """x and y side by side; None where there are not both."""
    if is_named(one["x"]) or is_named(one["y"]):
        return None
    x, y = np.ravel(one["x"]), np.ravel(one["y"])
    return np.column_stack([x, y]) if x.shape == y.shape else None


def _by_place(rows: Any) -> Any:
    """The order of rows by x, then by y."""
    return np.lexsort(rows.T[::-1])


def _sorted(rows: Any) -> Any:
    return rows[_by_place(rows)]


def _same(got: Any, expected: Any, limits: Tolerance) -> bool:
    return compare(got, expected, limits) is None


def _by_category(got: Mark, expected: Mark, limits: Tolerance) -> tuple[str, str] | None:
    """Bars, and whatever else stands at categories: by the name of each, wherever it stands."""
    side = next((each for each in _SIDES if is_named(expected[each])), "")  # type: ignore[literal-required]
    if not side:
        side = "y" if expected["lies"] else "x"
    other = "y" if side == "x" else "x"
    mine, wanted = got[side], expected[side]  # type: ignore[literal-required]
    if is_named(mine) != is_named(wanted):
        mine, wanted = (show_value(list(each)[:4]) for each in (mine, wanted))
        return "", f"they stand at {mine}, expected: {wanted}."
    if is_named(wanted) and Counter(mine) != Counter(wanted):
        missing, extra = (
            list((Counter(wanted) - Counter(mine)).elements()),
            list((Counter(mine) - Counter(wanted)).elements()),
        )
        told = [
            f"missing: {show_value(missing[:5])}" if missing else "",
            f"not expected: {show_value(extra[:5])}" if extra else "",
        ]
        return "", f"{', '.join(filter(None, told))}."
    a, b = (_keyed(one, side, other) for one in (got, expected))
    if not is_named(wanted):
        a, b = (_of_height(each) for each in (a, b))
    if not is_named(wanted) and set(a) != set(b):
        mine, wanted = (show_value(sorted(each)[:4]) for each in (a, b))
        return "", f"{len(a)} of them stand at {mine}, expected: {len(b)} at {wanted}."
    for key in b:
        found = compare(a.get(key), b[key], limits)
        if found:
            return f" at {show_value(key)}", found.text
    return None


def _of_height(bars: dict[Any, Any]) -> dict[Any, Any]:
    """Without those of height 0, which nobody sees: a histogram may have empty bins at its ends."""
    return {key: value for key, value in bars.items() if np.any(value)}


def _keyed(one: Mark, side: str, other: str) -> dict[Any, Any]:
    """What is drawn at each category, in order of size where it is several values."""
    found: dict[Any, list[Any]] = {}
    values = one[other]  # type: ignore[literal-required]
    for key, value in zip(one[side], values, strict=False):  # type: ignore[literal-required]
        found.setdefault(key if isinstance(key, str) else round(float(key), 9), []).append(value)
    return {key: each[0] if len(each) == 1 else sorted(each) for key, each in found.items()}


def _more(got: Mark, expected: Mark, limits: Tolerance) -> tuple[str, str] | None:
    for name, value in expected["more"].items():
        if name not in got["more"]:
            return f", {name}", "it does not depend on the data, and is to."
        mine, wanted = got["more"][name], value
        if expected["kind"] == "points" and _rows(expected) is not None and np.shape(mine) == np.shape(wanted):
            mine, wanted = _beside(got, mine), _beside(expected, wanted)
        found = compare(mine, wanted, limits)
        if found:
            return f", {name}", found.text
    return None


def _beside(one: Mark, values: Any) -> Any:
    """What points have besides their place, in the order of their places."""
    rows = _rows(one)
    if rows is None or len(rows) != len(values) or is_named(values):
        return values
    return np.asarray(values)[_by_place(rows)]


# -- the axes ----------------------------------------------------------------------------------------------------------


def _order(got: Panel, expected: Panel, side: str) -> Difference | None:
    mine, wanted = got[side]["order"], expected[side]["order"]  # type: ignore[literal-required]
    if not wanted or mine == wanted or Counter(mine) != Counter(wanted):
        return None
    values = bars_by_category(expected["marks"], side)
    came, rule = in_words(mine, values), in_words(wanted, values)
    if came and rule:
        text = f"The categories are sorted {came}, not {rule}."
    elif rule:
        text = f"The categories are not sorted {rule}: {show_value(mine)} came."
    else:
        text = f"The categories stand in the order {show_value(mine)}; expected: {show_value(wanted)}."
    return Difference(kind="figure_order", text=text)


def _scale(got: Axis, expected: Axis, side: str) -> Difference | None:
    words = {"log": "logarithmic", "linear": "linear", "category": "one of categories", "date": "one of dates"}
    if got["scale"] == expected["scale"]:
        return None
    mine, wanted = (words.get(each["scale"], each["scale"]) for each in (got, expected))
    return Difference(kind=f"figure_{side}_scale", text=f"The {side} axis is {mine}, {wanted} was expected.")


def _ends(got: Panel, expected: Panel, side: str) -> Difference | None:
    kind = f"figure_{side}_range"
    mine, wanted = got[side]["range"], expected[side]["range"]  # type: ignore[literal-required]
    if _is_turned(mine) and not _is_turned(wanted):
        return Difference(kind=kind, text=f"The {side} axis runs backwards.")
    for end, value in wanted.items():
        if end not in mine:
            if value == 0 and end == "start" and _holds_zero(got, side):
                continue
            text = f"Where the {side} axis {end}s is left to the library; {show_value(value)} was expected."
            return Difference(kind=kind, text=text)
        if abs(mine[end] - value) > 1e-6 * max(1.0, abs(value)):
            text = f"The {side} axis {end}s at {show_value(mine[end])}, {show_value(value)} was expected."
            return Difference(kind=kind, text=text)
    return None if mine == wanted else _cut(got, side)


def _is_turned(ends: Mapping[str, float]) -> bool:
    return ends.get("start", -np.inf) > ends.get("end", np.inf)


def _holds_zero(panel: Panel, side: str) -> bool:
    """Whether a library begins at 0 by itself: under bars and areas."""
    return any(one["kind"] in ("bars", "area") and one["lies"] == (side == "x") for one in panel["marks"])


def _cut(got: Panel, side: str) -> Difference | None:
    """Bars that do not begin at 0, and values beyond the ends, where nothing asks for either."""
    ends: Mapping[str, float] = got[side]["range"]  # type: ignore[literal-required]
    begin, end = ends.get("start", -np.inf), ends.get("end", np.inf)
    for one in got["marks"]:
        values = one[side]  # type: ignore[literal-required]
        if is_named(values) or one["kind"] in ("image", "text") or not np.any(np.isfinite(values)):
            continue
        if one["kind"] == "bars" and one["lies"] == (side == "x") and begin > 0:
            text = f"The {side} axis starts at {show_value(begin)}: a bar's length is read from 0."
            return Difference(kind=f"figure_{side}_range", text=text)
        low, high = float(np.nanmin(values)), float(np.nanmax(values))
        if (low < begin and one["kind"] != "bars") or high > end:
            return Difference(
                kind=f"figure_{side}_range", text=f"The {side} axis leaves out values: it ends before they do."
            )
    return None


# -- the texts ---------------------------------------------------------------------------------------------------------


def _text(what: str, kind: str, got: str, expected: str) -> Difference | None:
    if not expected or got == expected:
        return None
    if not got:
        return Difference(kind=f"figure_{kind}", text=f"There is no {what}; {expected!r} was expected.")
    return Difference(kind=f"figure_{kind}", text=f"The {what} is {got!r}, {expected!r} was expected.")


def _legend(got: Sequence[str], expected: Sequence[str]) -> Difference | None:
    if sorted(got) == sorted(expected) or not expected:
        return None
    if not got:
        return Difference(kind="figure_legend", text="There is no legend.")
    return Difference(
        kind="figure_legend", text=f"The legend says {show_value(list(got))}; expected: {show_value(list(expected))}."
    )
