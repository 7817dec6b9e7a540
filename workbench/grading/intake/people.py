"""Whose uploads are whose: the names of paths held against the list of a class, and two people of one name kept apart.

A path is never believed where two people could be meant: such an upload is refused, with the sentence that says who.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.grading.intake.lists import as_own, kind_of, read_table
from workbench.grading.intake.names import Person

_PARTICIPANT = re.compile(r"\d+$")


class AmbiguousError(WorkbenchError):
    """More than one person of the list could be meant."""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A row of a list of learners. numbers: system → what it calls them."""

    login: str
    name: str = ""
    email: str = ""
    numbers: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.login} ({self.name})" if self.name and self.name != self.login else self.login


@dataclass(frozen=True, kw_only=True)
class ClassList:
    """The learners of a class, as one of its systems exports them."""

    people: tuple[Listed, ...]

    def find(self, person: Person) -> Listed | None:
        """The row that is meant: by the number of its system, else by login or address, else by name.

        Where the list has the system's numbers, a number that is not among them is somebody else, whatever the name.
        Raises AmbiguousError.
        """
        if person.number and any(person.system in one.numbers for one in self.people):
            return self._one(person, (one for one in self.people if one.numbers.get(person.system) == person.number))
        wanted, folded = person.name, person.name.casefold()
        return (
            self._one(person, (one for one in self.people if wanted in (one.login, one.email)))
            or self._one(person, (one for one in self.people if folded in (one.login.casefold(), one.email.casefold())))
            or self._one(person, (one for one in self.people if _same_name(wanted, one.name)))
        )

    def _one(self, person: Person, found: Iterable[Listed]) -> Listed | None:
        fitting = list(found)
        if len(fitting) > 1:
            who = ", ".join(map(str, fitting))
            raise AmbiguousError(f"{person.name or person.number!r} may be each of {who}.")
        return fitting[0] if fitting else None


def read_class_list(path: Path) -> ClassList:
    """The list of a class: one of our own (login, name, email), or as Canvas, Moodle, GitHub Classroom, Blackboard or
    Gradescope exports it, Moodle's grading worksheet among them.

    Raises WorkbenchError when it cannot be read, is no such list, or names nobody.
    """
    header, lines = read_table(path)
    kind = kind_of(header)
    if kind is None:
        raise WorkbenchError(
            f"{path} is no list of learners that is known. Its first line should read: login,name,email."
        )
    people = []
    for _, cells in lines:
        raw = dict(zip(header, cells, strict=False))
        if (row := as_own(kind, raw)) is None or not row.get("login", "").strip():
            continue
        people.append(
            Listed(
                login=row["login"].strip(),
                name=row.get("name", "").strip(),
                email=row.get("email", "").strip(),
                numbers=_numbers(kind.system, raw),
            )
        )
    if not people:
        raise WorkbenchError(f"{path} names nobody.")
    return ClassList(people=tuple(people))


def _numbers(system: str, cells: Mapping[str, str]) -> dict[str, str]:
    if system == "Canvas":
        return {"Canvas": cells["id"].strip()}
    if system == "Moodle (worksheet)" and (match := _PARTICIPANT.search(cells["identifier"].strip())):
        return {"Moodle": match[0]}
    return {}


def _same_name(written: str, name: str) -> bool:
    """Whether a name of a path is this person's: as it is written, or as Canvas does, ``doejane`` for Jane Doe."""
    words = name.split()
    turned = (" ".join(words[k:] + words[:k]) for k in range(len(words)))
    return bool(_letters(written)) and _letters(written) in map(_letters, turned)


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if c.isalnum())


# -- without a list ----------------------------------------------------------------------------------------------------


@dataclass
class Namesakes:
    """Learner → what course systems call them, so that a second person of the same name gets another folder."""

    known: dict[str, list[str]] = field(default_factory=dict)

    def learner(self, person: Person, lesson: str) -> str:
        """The name of the folder: the person's, with their number behind it when it is already somebody else's."""
        if not person.number:
            return person.name
        # Moodle numbers its participants anew in each assignment.
        kind = f"{person.system} {lesson}" if person.system == "Moodle" else person.system
        mark, numbered = f"{kind} {person.number}", f"{person.name} {person.number}"
        for learner in (person.name, numbered):
            if mark in self.known.get(learner, []):
                return learner
        others = [one for one in self.known.get(person.name, []) if one.rpartition(" ")[0] == kind]
        learner = numbered if others else person.name
        self.known.setdefault(learner, []).append(mark)
        return learner
