"""The pages where a reader looks something up: the glossary, and where each system is taught. As Markdown."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from itertools import groupby

from workbench.book.lesson_page import address
from workbench.book.pictures import plain
from workbench.curriculum import track_title
from workbench.glossary import Glossary, Place, Term, Where, folded

_SYSTEMS = """\
# Systems: where is it taught?

The libraries, tools and methods that a road to AI engineering names, in the order of the lessons. *Used* says that the
lesson has you use it; *compared*, that it is set beside one that you use. Lessons that this book does not have yet are
called by their names, and are to come."""
_HOW = {"real": "used in", "compared": "compared in"}


def glossary_page(glossary: Glossary, lessons: Collection[str]) -> str | None:
    """Every term under its letter; None when the lessons teach none. lessons: ids of those that the book has."""
    terms = [term for term in glossary.terms if any(place.id in lessons for place in term.places)]
    if not terms:
        return None
    letters = {letter: list(group) for letter, group in groupby(terms, key=lambda term: term.letter)}
    jumps = " ".join(f"[{letter}](#{letter.lower().replace(' ', '-')})" for letter in letters)
    parts = [
        "# Glossary",
        "Every term that a lesson introduces: what it means, and the lesson that teaches it.",
        f":::{{container}} wbk-letters\n{jumps}\n:::",
    ]
    for letter, group in letters.items():
        entries = "\n\n".join(_entry(term, lessons) for term in group)
        parts.append(f"## {letter}\n\n```{{glossary}}\n{entries}\n```")
    return "\n\n".join(parts) + "\n"


def _entry(term: Term, lessons: Collection[str]) -> str:
    taught = ", ".join(_place(place, lessons) for place in term.places)
    return f"{plain(term.name)}\n  {plain(term.sentence)} — {taught}"


def systems_page(glossary: Glossary, lessons: Collection[str], *, every: bool) -> str | None:
    """The systems by track; None when there are none. every: also those of which the book has no lesson."""
    systems = [each for each in glossary.systems if every or any(place.id in lessons for place in each.places)]
    if not systems:
        return None
    anchors = _anchors(system.name for system in systems)
    parts = [_SYSTEMS]
    for track, group in groupby(systems, key=lambda system: system.track):
        lines = [f"- [**{plain(each.name)}**]{{#{anchors[each.name]}}}: {_told(each, lessons)}" for each in group]
        parts.append("\n".join([f"## {plain(track_title(track))}", "", *lines]))
    return "\n\n".join(parts) + "\n"


def _told(system: Where, lessons: Collection[str]) -> str:
    *most, last = [_place(place, lessons) for place in system.places]
    where = f"{', '.join(most)} and {last}" if most else last
    return f"{_HOW[system.mode]} {where}{f'; {plain(system.note)}' if system.note else ''}"


def _place(place: Place, lessons: Collection[str]) -> str:
    if place.title is None:
        return f"`{place.id}` (to come)"
    return f"[{plain(place.title)}](/{address(place.id)}.ipynb)" if place.id in lessons else plain(place.title)


def _anchors(names: Iterable[str]) -> dict[str, str]:
    """Name → what stands behind the # in its address; the same for the same names in any order but for equal ones."""
    found: dict[str, str] = {}
    for name in names:
        anchor = f"system-{re.sub(r'[^a-z0-9]+', '-', folded(name)).strip('-')}"
        found[name] = anchor if anchor not in found.values() else f"{anchor}-{len(found)}"
    return found
