"""The lessons' own text, searched by words: which paragraph says something about a thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.content import lessons_dir
from workbench.curriculum import Curriculum
from workbench.glossary import folded
from workbench.index import Index, Kind

_CELL = re.compile(r"^# %%(?P<what>.*)$", re.MULTILINE)
_MARKS = re.compile(r"[*_`]{1,3}|\[([^\]]*)\]\([^)]*\)")
_AROUND = 90
"""Characters of an excerpt before and behind the first word that was looked for."""


@dataclass(frozen=True)
class Section:
    """heading: the nearest above the paragraphs, "" before the first; text: without Markdown's marks."""

    heading: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Passage:
    """Where the words stand: in a lesson, under a heading. excerpt: the text around the first of them."""

    lesson: str
    title: str
    heading: str
    excerpt: str


def find_passages(curriculum: Curriculum, text: str, *, most: int = 20) -> list[Passage]:
    """At most one passage of each lesson that has all the words, in curriculum order. Nothing for an empty text."""
    words = folded(text).split()
    found: list[Passage] = []
    with Index(lessons_dir()) as index:
        for lesson in curriculum if words else ():
            sections = index.recall(_SECTIONS, lesson.path)
            best = next((each for each in sections if _has(each, words)), None)
            if best is not None:
                excerpt = _excerpt(best.text, words)
                found.append(Passage(lesson=lesson.id, title=lesson.title, heading=best.heading, excerpt=excerpt))
                if len(found) == most:
                    break
    return found


def _has(section: Section, words: Sequence[str]) -> bool:
    text = folded(f"{section.heading} {section.text}")
    return all(word in text for word in words)


def _excerpt(text: str, words: Sequence[str]) -> str:
    """Some words around the first that was looked for; the beginning when only the heading has it."""
    lower = text.lower()
    # Folding may change the length of a text: a place is looked for in the text itself, and may not be found.
    places = [lower.find(word) for word in words]
    first = min((place for place in places if place >= 0), default=0)
    begin, end = max(0, first - _AROUND), min(len(text), first + _AROUND)
    begin = text.find(" ", begin, first) + 1 if begin else 0
    cut = text.rfind(" ", first + 1, end) if end < len(text) else end
    return f"{'… ' if begin else ''}{text[begin : cut if cut > first else end]}{' …' if end < len(text) else ''}"


def _sections(path: Path) -> tuple[Section, ...]:
    return tuple(Section(heading, text) for heading, text in _gathered(path.read_text(encoding="utf-8")) if text)


def _gathered(source: str) -> Iterator[tuple[str, str]]:
    heading, lines = "", list[str]()
    for line in _markdown_lines(source):
        if line.startswith("#"):
            yield heading, _plain(lines)
            heading, lines = _plain([line.lstrip("#")]), []
        else:
            lines.append(line)
    yield heading, _plain(lines)


def _markdown_lines(source: str) -> Iterator[str]:
    """The lines of the Markdown cells of a py:percent file, without their comment signs."""
    marks = list(_CELL.finditer(source))
    ends = [mark.start() for mark in marks[1:]] + [len(source)]
    for mark, end in zip(marks, ends, strict=True):
        if "[markdown]" in mark["what"]:
            for line in source[mark.end() : end].splitlines():
                yield line.removeprefix("#").strip()


def _plain(lines: Sequence[str]) -> str:
    return " ".join(_MARKS.sub(lambda mark: mark[1] or "", " ".join(lines)).split())


_SECTIONS: Kind[tuple[Section, ...]] = Kind("texts", tuple[Section, ...], _sections)
