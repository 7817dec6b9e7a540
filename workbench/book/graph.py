"""What a lesson builds on, as a drawing: SVG that takes its colours from the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from workbench.curriculum import LessonInfo

_WIDTH, _HEIGHT = 196, 52
_ACROSS, _DOWN = 36, 44
_IN_A_ROW = 4
_LETTERS = 24  # of the width of a box


@dataclass(frozen=True)
class _Place:
    """Where a box stands: its middle and its top."""

    x: float
    y: float


def depths(lessons: Sequence[LessonInfo]) -> dict[str, int]:
    """How many lessons stand one after the other before each; what is not in the book counts for nothing."""
    known = {lesson.id: lesson for lesson in lessons}
    found: dict[str, int] = {}

    def depth(name: str) -> int:
        if name not in found:
            needed = [depth(each) for each in known[name].requires if each in known]
            found[name] = 1 + max(needed, default=-1)
        return found[name]

    for name in known:
        depth(name)
    return found


def draw(lessons: Sequence[LessonInfo], links: Mapping[str, str]) -> str:
    """The lessons in rows, each below what it builds on, joined by lines. links: lesson → address of its page.

    Raises RecursionError for prerequisites in a circle; ``Curriculum.order`` tells of these.
    """
    places, width, height = _places(lessons)
    lines = "".join(
        _line(places[needed], places[lesson.id]) for lesson in lessons for needed in lesson.requires if needed in places
    )
    boxes = "".join(_box(lesson, places[lesson.id], links[lesson.id]) for lesson in lessons)
    return (
        f'<svg class="wbk-graph" viewBox="0 0 {width:g} {height:g}" role="group" '
        f'aria-label="Which lesson builds on which" style="max-width:{width:g}px">{lines}{boxes}</svg>'
    )


def _places(lessons: Sequence[LessonInfo]) -> tuple[dict[str, _Place], float, float]:
    rows = _rows(lessons)
    width = max(len(row) for row in rows) * (_WIDTH + _ACROSS) - _ACROSS + 4
    places: dict[str, _Place] = {}
    for number, row in enumerate(rows):
        ordered = sorted(row, key=lambda lesson: _wish(lesson, places, width))
        own = len(row) * (_WIDTH + _ACROSS) - _ACROSS
        left = (width - own) / 2
        for column, lesson in enumerate(ordered):
            x = left + column * (_WIDTH + _ACROSS) + _WIDTH / 2
            places[lesson.id] = _Place(x, 2 + number * (_HEIGHT + _DOWN))
    return places, width, len(rows) * (_HEIGHT + _DOWN) - _DOWN + 4


def _rows(lessons: Sequence[LessonInfo]) -> list[list[LessonInfo]]:
    """By depth; a row that would be too long goes on in the next."""
    depth = depths(lessons)
    rows: list[list[LessonInfo]] = []
    for level in range(max(depth.values()) + 1):
        at = [lesson for lesson in lessons if depth[lesson.id] == level]
        rows += [at[k : k + _IN_A_ROW] for k in range(0, len(at), _IN_A_ROW)]
    return rows


def _wish(lesson: LessonInfo, places: Mapping[str, _Place], width: float) -> tuple[float, str]:
    """Below what it builds on, so that few lines cross."""
    above = [places[needed].x for needed in lesson.requires if needed in places]
    return (sum(above) / len(above) if above else width / 2, lesson.id)


def _line(start: _Place, end: _Place) -> str:
    top, bottom = start.y + _HEIGHT, end.y
    middle = (top + bottom) / 2
    way = f"M{start.x:g} {top:g}C{start.x:g} {middle:g} {end.x:g} {middle:g} {end.x:g} {bottom:g}"
    return f'<path class="wbk-graph-line" d="{way}"/>'


def _box(lesson: LessonInfo, place: _Place, link: str) -> str:
    words = wrap(lesson.title, _LETTERS, max_lines=2, placeholder=" …")
    first = place.y + _HEIGHT / 2 + 5 - (len(words) - 1) * 9
    text = "".join(
        f'<tspan x="{place.x:g}" y="{first + 18 * number:g}">{escape(line)}</tspan>'
        for number, line in enumerate(words)
    )
    return (
        f'<a href="{escape(link)}" aria-label="{escape(lesson.title)}"><rect x="{place.x - _WIDTH / 2:g}" '
        f'y="{place.y:g}" width="{_WIDTH}" height="{_HEIGHT}" rx="6"/><text text-anchor="middle">{text}</text></a>'
    )
