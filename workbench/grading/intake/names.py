"""Whose upload a file is and of which lesson, told from the path that a course's system gave it.

Known shapes: ``<learner>/<lesson>.ipynb`` and ``<learner>/<track>/<lesson>.ipynb``; Moodle's folders
``<name>_<number>_assignsubmission_file_``; Canvas's flat ``<name>_late_<number>_<number>_<file>``; Blackboard's flat
``<homework>_<login>_attempt_<time>_<file>``; Gradescope's folders ``submission_<number>``, which a file beside them
explains; flat ``<learner>_<anything>_<lesson>.ipynb``; and an archive for each learner, named in any of these ways.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_SYSTEMS = {
    # The number is the participant's in this one assignment.
    "Moodle": re.compile(
        r"^(?P<name>.+?)_(?P<number>\d+)_assignsubmission_(?:file|onlinetext)_?(?P<file>.*)$", re.DOTALL
    ),
    # The first number is the user's, the same in the whole course; the second is that of the file.
    "Canvas": re.compile(r"^(?P<name>[^_]+)_(?:late_)?(?P<number>\d+)_\d+_(?P<file>.+)$", re.DOTALL | re.IGNORECASE),
    "Blackboard": re.compile(
        r"^.+_(?P<name>[^_]+)_attempt_\d{4}(?:-\d\d){5}(?P<number>)(?:_(?P<file>.+))?$", re.DOTALL
    ),
}
_GRADESCOPE = re.compile(r"^submission_(?P<number>\d+)$")
# What browsers and course systems append to a name that was there already: " (1)", "-2", " copy".
_COPY = re.compile(r"(?:[ _-]*\(\d+\)|-\d{1,2}| - Copy| copy(?: \d+)?|-Copy\d*)+$", re.IGNORECASE)
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10))})
_LONGEST = 100
_LESSON_CALL = re.compile(rb"""\bLesson\(\s*(?:lesson_id\s*=\s*)?\\?["']([0-9a-z_/]{1,200})\\?["']""")


@dataclass(frozen=True)
class Person:
    """Who handed something in, as a path says. system: whose shape the path has, or ""; number: what that system calls
    them, or ""; name: empty where only the system knows it."""

    name: str
    system: str = ""
    number: str = ""


def in_a_system(name: str) -> Person | None:
    """Whom a file or folder, without its ending, is of by the shape that a course system gives to names."""
    for system, shape in _SYSTEMS.items():
        if match := shape.match(name):
            return Person(tidy(match["name"]), system, match["number"])
    if match := _GRADESCOPE.match(name):
        return Person("", "Gradescope", match["number"])
    return None


def prefix_of(name: str, system: str) -> str:
    """What a system, Moodle or Canvas, wrote before the learner's own name of a file or folder; empty where it has
    not named this one."""
    match = _SYSTEMS[system].match(name)
    return name[: match.start("file")] if match else ""


def person_of(parts: Sequence[str], tracks: Sequence[str]) -> Person | None:
    """Whose upload lies at ``parts``, an archive being a folder; None when the path does not say.

    Only the outermost name counts, because everything below it was named by the learner, who could write another's name
    there. tracks: names of folders that are nobody's.
    """
    position = next((k for k, part in enumerate(parts[:-1]) if part not in tracks), len(parts) - 1)
    first, is_file = parts[position], position == len(parts) - 1
    stem = first.rsplit(".", 1)[0] if is_file else first
    if (found := in_a_system(stem)) is not None:
        return found
    if not is_file:
        return Person(tidy(stem))
    learner, separator, _ = stem.partition("_")
    # "05_optimization.ipynb" begins with the number of a lesson, not with a name.
    return Person(tidy(learner)) if separator and not learner.isdigit() else None


def tidy(name: str) -> str:
    return unicodedata.normalize("NFC", name).strip()


def name_complaint(name: str) -> str | None:
    """Why a learner's name cannot be that of a folder on every system; None when it can."""
    if not name or name.startswith("."):
        return "it is empty or begins with a dot"
    if any(not c.isprintable() for c in name) or re.search(r'[/\\:*?"<>|]', name):
        return "it has characters that a folder's name cannot have everywhere"
    if name.endswith(".") or name.split(".")[0].lower() in _RESERVED:
        return "a folder cannot have this name everywhere"
    if len(name.encode("utf-8")) > _LONGEST:
        return f"it is longer than {_LONGEST} bytes"
    return None


def lesson_of(parts: Sequence[str], data: bytes, lesson_ids: Sequence[str]) -> str | None:
    """Which of the lessons a file is for: by its name, else by what its code says, else the only one there is."""
    named = _lesson_by_name(parts, lesson_ids)
    if named is not None:
        return named
    said = {bytes(match).decode() for match in _LESSON_CALL.findall(data)}
    fitting = [lesson_id for lesson_id in lesson_ids if lesson_id in said]
    if len(fitting) == 1:
        return fitting[0]
    return lesson_ids[0] if len(lesson_ids) == 1 else None


def _lesson_by_name(parts: Sequence[str], lesson_ids: Sequence[str]) -> str | None:
    stem = _COPY.sub("", parts[-1].rsplit(".", 1)[0]).replace(" ", "_").lower()
    fitting: dict[str, int] = {}
    for lesson_id in lesson_ids:
        track, name = lesson_id.split("/", 1)
        for written in (name, f"{track}_{name}", f"{track}-{name}"):
            if stem == written or stem.endswith((f"_{written}", f"-{written}")):
                # The longer match is the more exact one, and a folder with the track's name confirms it.
                weight = len(written) + 1_000 * (track in parts[:-1])
                fitting[lesson_id] = max(weight, fitting.get(lesson_id, 0))
    best = [lesson_id for lesson_id, weight in fitting.items() if weight == max(fitting.values())]
    return best[0] if len(best) == 1 else None
