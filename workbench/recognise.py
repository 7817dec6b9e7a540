"""Which of a learner's cells is which of the lesson's, where ids alone do not tell.

A tool may have dropped ids and metadata of all cells; a learner may have typed a solution into a new cell, and deleted
the one of the lesson or left it below as it was. An exercise or quiz is known by its name, other cells by their text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher

from nbformat import NotebookNode

_ALIKE = 0.6
_ITEM = re.compile(r"^(exercise|quiz)-(\w+)$")


def holds(source: str, kind: str, name: str) -> bool:
    """Whether the source of a cell defines this exercise or asks this quiz, whether it is valid Python or not."""
    escaped = re.escape(name)
    if kind == "quiz":
        return re.search(rf"\.quiz\(\s*(name\s*=\s*)?[\"']{escaped}[\"']", source) is not None
    return re.search(rf"\.exercise\b[\s\S]*?^\s*(async\s+def|def|class)\s+{escaped}\b", source, re.M) is not None


def is_held(cells: list[NotebookNode], key: str) -> bool:
    """Whether any of the cells holds the exercise or quiz of a shipped cell's id; False for an id of another kind."""
    item = _ITEM.match(key)
    return item is not None and any(cell.cell_type == "code" and holds(cell.source, *item.groups()) for cell in cells)


def recognise(
    found: Mapping[str, NotebookNode], cells: list[NotebookNode], shipped: Mapping[str, tuple[str, str]]
) -> dict[str, NotebookNode]:
    """Shipped id → the learner's cell. found: those that ids tell; cells: the learner's that may be meant; shipped: id
    → kind and source of the cell, in the order of the lesson, as it was shipped."""
    known = dict(found)
    lost = len(known) * 2 < len(shipped)
    for key, (kind, source) in shipped.items():
        free = _free(known, cells)
        item = _ITEM.match(key)
        mine = known.get(key)
        if item is not None and (mine is None or mine.source == source):
            # The last that is not the stub as it was shipped: that is what the learner has worked on.
            typed = [each for each in free if each.cell_type == "code" and holds(each.source, *item.groups())]
            typed = [each for each in typed if each.source != source] or ([] if mine else typed)
            if typed:
                known[key] = typed[-1]
        elif mine is None:
            same = [each for each in free if each.cell_type == kind and each.source == source]
            if same:
                known[key] = same[0]
    if lost:
        _by_likeness(known, cells, shipped)
    return known


def _free(known: Mapping[str, NotebookNode], cells: list[NotebookNode]) -> list[NotebookNode]:
    taken = {id(cell) for cell in known.values()}
    return [cell for cell in cells if id(cell) not in taken]


def _by_likeness(
    known: dict[str, NotebookNode], cells: list[NotebookNode], shipped: Mapping[str, tuple[str, str]]
) -> None:
    """Pair what is left, in order: each shipped cell with the next of the learner's that is like it."""
    left = _free(known, cells)
    for key, (kind, source) in shipped.items():
        if key in known or _ITEM.match(key):
            continue
        for position, cell in enumerate(left):
            matcher = SequenceMatcher(None, source, cell.source, autojunk=False)
            if cell.cell_type == kind and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE:
                known[key] = cell
                left = left[position + 1 :]
                break
