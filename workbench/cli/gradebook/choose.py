"""What the gradebook's commands share: where the gradebook is, and which lesson or learner an argument means."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.errors import WorkbenchError, nearest

if TYPE_CHECKING:
    from workbench.grading.gradebook import Assignment, Gradebook, Learner

GRADES = "grades/gradebook.db"

Place = Annotated[
    str,
    typer.Option(
        "--gradebook",
        metavar="PATH-or-URL",
        help="The gradebook: its file, the folder that was given to `workbench grade -o`, or a URL such as "
        "postgresql+psycopg://…",
    ),
]
Lesson = Annotated[str, typer.Argument(help="A lesson in the gradebook: its id, a glob, or a beginning that fits one.")]
Login = Annotated[str, typer.Argument(help="The learner's login.")]


def open_book(place: str, *, create: bool = False) -> Gradebook:
    """The gradebook at a path or URL. Raises WorkbenchError where there is none, unless one may be made."""
    from workbench.grading.gradebook import Gradebook

    if "://" in place:
        return Gradebook.open(place, create=create)
    path = Path(place)
    if path.is_dir() or (create and not path.exists() and not path.suffix):
        path /= "gradebook.db"
    if create:
        path.parent.mkdir(parents=True, exist_ok=True)
    elif not path.exists():
        raise WorkbenchError(
            f"There is no gradebook at {path}. `workbench grade SUBMISSIONS -o FOLDER` makes FOLDER/gradebook.db; "
            "say with --gradebook where it is."
        )
    return Gradebook.open(path, create=create)


def choose_assignment(book: Gradebook, text: str) -> Assignment:
    """The assignment that an argument means. Raises WorkbenchError when there is none, or several fit."""
    return _one(text, choose_assignments(book, [text]))


def _one(text: str, found: list[Assignment]) -> Assignment:
    if len(found) > 1:
        names = ", ".join(one.lesson for one in found[:12])
        raise WorkbenchError(f"{text!r} fits {len(found)} lessons: {names}. Write more of the one that you mean.")
    return found[0]


def choose_assignments(book: Gradebook, texts: Iterable[str]) -> list[Assignment]:
    """The assignments that arguments mean, by lesson; each may be an id, a glob, a track or a beginning."""
    known = {one.lesson: one for one in book.assignments()}
    chosen: set[str] = set()
    for text in texts:
        found = matching(text, known)
        if not found:
            raise _missing(text, known)
        chosen.update(found)
    return [known[lesson] for lesson in sorted(chosen)]


def matching(text: str, lessons: Iterable[str]) -> list[str]:
    """The lessons with this id; else those that match it as a glob; else those that begin so, with or without the
    track."""
    known = list(lessons)
    wanted = text.removeprefix("lessons/").removesuffix(".py").rstrip("/")
    if not wanted:
        return []
    ways = (
        [lesson for lesson in known if lesson == wanted],
        [lesson for lesson in known if fnmatchcase(lesson, wanted)],
        [lesson for lesson in known if lesson.startswith(wanted) or lesson.partition("/")[2].startswith(wanted)],
    )
    return next((found for found in ways if found), [])


def _missing(text: str, known: Iterable[str]) -> WorkbenchError:
    from workbench.curriculum import load_curriculum

    lessons = matching(text, load_curriculum().lessons)
    if len(lessons) == 1:
        return WorkbenchError(
            f"{lessons[0]} is not in the gradebook: nothing of it was handed in yet. `workbench grade` enters it."
        )
    hint = nearest(text, known) or " It holds no assignment yet: `workbench grade` enters them."
    return WorkbenchError(f"No assignment {text!r} is in the gradebook.{hint}")


def choose_learner(book: Gradebook, login: str) -> Learner:
    """Raises WorkbenchError for a login that is not in the gradebook, with the nearest that is."""
    known = {learner.login: learner for learner in book.learners()}
    if login not in known:
        hint = nearest(login, known) or " It holds no learners yet: `workbench gradebook import-learners --help`."
        raise WorkbenchError(f"No learner {login!r} is in the gradebook.{hint}")
    return known[login]


def check_exercise(assignment: Assignment, name: str) -> None:
    """Raises WorkbenchError for an exercise or quiz that the assignment does not have, with the nearest."""
    known = [one.name for one in assignment.exercises]
    if name not in known:
        raise WorkbenchError(f"{assignment.lesson} has no exercise {name!r}.{nearest(name, known)}")


def pairs(option: str, given: Iterable[str]) -> dict[str, str]:
    """NAME=VALUE, as often as it was given. Raises WorkbenchError for another form, or a name that comes twice."""
    found: dict[str, str] = {}
    for text in given:
        name, sign, value = text.partition("=")
        if not sign or not name.strip() or not value.strip():
            raise WorkbenchError(f"{option} {text!r} is not understood: write NAME=VALUE.")
        if name.strip() in found:
            raise WorkbenchError(f"{option} names {name.strip()!r} twice: give it once.")
        found[name.strip()] = value.strip()
    return found
