"""What a reader looks up: every term with its sentence and its lessons, and every system with where it is taught."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from workbench.curriculum import Curriculum, LessonInfo
from workbench.systems import load_systems

OTHERS = "Digits and signs"
"""Where a reader finds what begins with no letter from A to Z."""
_WITHOUT_MARKS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})


@dataclass(frozen=True, kw_only=True)
class Place:
    """A lesson of the curriculum. title: None when the lesson is yet to come."""

    id: str
    title: str | None


@dataclass(frozen=True, kw_only=True)
class Term:
    """A term and what it means. places: the lessons that teach it, in curriculum order."""

    name: str
    sentence: str
    places: tuple[Place, ...]

    @property
    def letter(self) -> str:
        """Under which a reader looks for it: A to Z, or ``OTHERS``."""
        first = folded(self.name)[:1]
        return first.upper() if "a" <= first <= "z" else OTHERS


@dataclass(frozen=True, kw_only=True)
class Where:
    """A system, and the lessons where it is taught. mode: ``real`` or ``compared``, see ``workbench.systems``."""

    name: str
    mode: str
    note: str
    places: tuple[Place, ...]

    @property
    def track(self) -> str:
        return self.places[0].id.split("/", 1)[0]


@dataclass(frozen=True, kw_only=True)
class Glossary:
    """terms: as a reader sorts them; systems: in curriculum order, then as the register has them."""

    terms: tuple[Term, ...]
    systems: tuple[Where, ...]


def folded(text: str) -> str:
    """The text as a reader compares it: without capitals and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(_WITHOUT_MARKS)


def make_glossary(curriculum: Curriculum) -> Glossary:
    """The terms and systems of a curriculum. A term that a later lesson teaches too keeps its first sentence."""
    terms: dict[str, Term] = {}
    for lesson in curriculum:
        for name, sentence in lesson.teaches.items():
            known = terms.get(name.casefold()) or Term(name=name, sentence=sentence, places=())
            places = (*known.places, Place(id=lesson.id, title=lesson.title))
            terms[name.casefold()] = Term(name=known.name, sentence=known.sentence, places=places)
    systems = [
        Where(name=each.name, mode=each.mode, note=each.note, places=_places(each.lessons, curriculum))
        for each in load_systems()
    ]
    return Glossary(
        terms=tuple(sorted(terms.values(), key=_reading_order)),
        systems=tuple(sorted(systems, key=lambda system: system.places[0].id)),
    )


def _places(lessons: tuple[str, ...], curriculum: Curriculum) -> tuple[Place, ...]:
    known = curriculum.lessons
    return tuple(Place(id=each, title=known[each].title if each in known else None) for each in lessons)


def _reading_order(term: Term) -> tuple[bool, str, str]:
    return term.letter == OTHERS, folded(term.name), term.name


def taught_earlier(lesson: LessonInfo, curriculum: Curriculum) -> dict[str, tuple[str, str]]:
    """Those terms of a lesson that one before it teaches: term → the first such lesson and its sentence."""
    own = {name.casefold(): name for name in lesson.teaches}
    found: dict[str, tuple[str, str]] = {}
    for other in curriculum:
        if other.id >= lesson.id:
            break
        for name, sentence in other.teaches.items():
            if name.casefold() in own:
                found.setdefault(own[name.casefold()], (other.id, sentence))
    return found
