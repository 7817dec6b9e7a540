"""Grades for other systems: a plain table, Canvas, Moodle, Gradescope."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.gradebook.choose import GRADES, Place, choose_assignment, choose_assignments, open_book, pairs
from workbench.cli.gradebook.output import counted, remark, tell
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.grading.gradebook import Assignment, Gradebook

_NAMED = 10
"""So many names are listed, the rest is counted."""


class Format(StrEnum):
    """Who reads the file."""

    CSV = "csv"
    CANVAS = "canvas"
    MOODLE = "moodle"
    GRADESCOPE = "gradescope"


class Shown(StrEnum):
    """To whom Gradescope shows the tests; the words of ``exports.Visibility``."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    AFTER_DUE_DATE = "after_due_date"
    AFTER_PUBLISHED = "after_published"


@dataclass(frozen=True, kw_only=True)
class _Options:
    """What the command was given besides the lessons; None where it was not."""

    out: Path
    force: bool
    section: str | None
    titles: list[str]
    worksheet: Path | None
    visibility: Shown | None


def export(
    lessons: Annotated[list[str], typer.Argument(help="Lessons in the gradebook, globs or tracks.")],
    out: Annotated[
        Path,
        typer.Option("--out", "-o", help="A file that ends in .csv, or a folder: always a folder for Gradescope."),
    ],
    form: Annotated[Format, typer.Option("--as", help="Who reads it.")] = Format.CSV,
    section: Annotated[str | None, typer.Option(help="Canvas: the section of the learners.")] = None,
    title: Annotated[
        list[str] | None,
        typer.Option(
            metavar="LESSON=NAME",
            help="Canvas: the assignment's column there, best with its number: 'Homework 1 (4711)'; repeatable.",
        ),
    ] = None,
    worksheet: Annotated[
        Path | None,
        typer.Option(
            help="Moodle: the assignment's grading worksheet, downloaded in English; Canvas: its exported gradebook. "
            "It is filled in, scaled to its maximum; the file itself stays as it is."
        ),
    ] = None,
    visibility: Annotated[Shown | None, typer.Option(help="Gradescope: to whom the tests are shown.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over files that are there.")] = False,
    place: Place = GRADES,
) -> None:
    """Write grades as a file that a spreadsheet, Canvas, Moodle or Gradescope reads.

    A file that is there already is never written over without --force.
    """
    given = (
        ((Format.CANVAS,), section or title),
        ((Format.MOODLE, Format.CANVAS), worksheet),
        ((Format.GRADESCOPE,), visibility),
    )
    for owners, value in given:
        if value is not None and form not in owners:
            raise WorkbenchError(f"That is an option for --as {' or '.join(owners)}, not for --as {form}: see --help.")
    options = _Options(
        out=out, force=force, section=section, titles=title or [], worksheet=worksheet, visibility=visibility
    )
    book = open_book(place)
    chosen = choose_assignments(book, lessons)
    write = {Format.CSV: _csv, Format.CANVAS: _canvas, Format.MOODLE: _moodle, Format.GRADESCOPE: _gradescope}[form]
    write(book, chosen, options)
    _warn(book, chosen)


def _warn(book: Gradebook, chosen: Iterable[Assignment]) -> None:
    """A total without all its results looks like any other total."""
    for one in chosen:
        found = book.scores(one.lesson)
        waiting = sum(score.status in ("received", "grading") for score in found)
        if waiting:
            text = f"{one.lesson}: {waiting} of {len(found)} learners are not graded completely, and what is missing "
            remark(text + "counts 0. Run `workbench grade` and export again.", style="yellow")


# -- places --------------------------------------------------------------------------------------------------------


def _tables(chosen: Sequence[Assignment], options: _Options, ending: str) -> dict[str, Path]:
    """Lesson → its file: the one that was named, or ``<folder>/<track>/<lesson><ending>``."""
    if options.out.suffix.casefold() != ".csv":
        return {one.lesson: options.out / f"{one.lesson}{ending}" for one in chosen}
    if len(chosen) > 1:
        names = ", ".join(one.lesson for one in chosen)
        raise WorkbenchError(f"{options.out} is one file, but these are {len(chosen)} lessons: {names}. Name a folder.")
    return {chosen[0].lesson: options.out}


def _check(paths: Iterable[Path], options: _Options) -> None:
    """Before anything is written: no file may be lost."""
    for path in paths:
        if path.is_dir():
            raise WorkbenchError(f"{path} is a folder. Name another file.")
        if options.worksheet is not None and _same(path, options.worksheet):
            raise WorkbenchError(f"{path} is the worksheet itself. Name another file for the filled-in one.")
        if not options.force and (path.exists() or path.is_symlink()):
            raise WorkbenchError(f"{path} is there already. Name another place, or write over it with --force.")
        for parent in path.parents:
            if parent.exists() and not parent.is_dir():
                raise WorkbenchError(f"{parent} is a file. Name a folder, or a file that ends in .csv.")


def _same(path: Path, other: Path) -> bool:
    return path.exists() and other.exists() and path.samefile(other)


# -- formats -------------------------------------------------------------------------------------------------------


def _csv(book: Gradebook, chosen: Sequence[Assignment], options: _Options) -> None:
    from workbench.grading.gradebook.exports import write_plain

    places = _tables(chosen, options, ".csv")
    _check(places.values(), options)
    for lesson, path in places.items():
        write_plain(book, lesson, path)
        tell(f"{lesson}: {path}")


def _canvas(book: Gradebook, chosen: Sequence[Assignment], options: _Options) -> None:
    from workbench.grading.gradebook.exports import write_canvas
    from workbench.grading.gradebook.worksheets import fill_canvas

    one_file = options.out.suffix.casefold() == ".csv"
    path = options.out if one_file else options.out / "canvas.csv"
    _check([path], options)
    titles = {choose_assignment(book, name).lesson: text for name, text in pairs("--title", options.titles).items()}
    lessons = [one.lesson for one in chosen]
    if strangers := sorted(titles.keys() - set(lessons)):
        raise WorkbenchError(f"--title names {strangers[0]}, which is not exported here: name it as a lesson too.")
    if options.worksheet is not None:
        absent = fill_canvas(book, lessons, path, worksheet=options.worksheet, titles=titles)
    else:
        write_canvas(book, lessons, path, section=options.section or "", titles=titles)
        absent = []
    tell(f"{', '.join(lessons)}: {path}")
    _tell_absent(absent)


def _moodle(book: Gradebook, chosen: Sequence[Assignment], options: _Options) -> None:
    from workbench.grading.gradebook.exports import write_moodle
    from workbench.grading.gradebook.worksheets import fill_moodle

    if options.worksheet is not None and len(chosen) > 1:
        raise WorkbenchError("A worksheet is of one assignment: export its lesson alone.")
    places = _tables(chosen, options, ".moodle.csv")
    _check(places.values(), options)
    for lesson, path in places.items():
        absent = []
        if options.worksheet is not None:
            absent = fill_moodle(book, lesson, path, worksheet=options.worksheet)
        else:
            write_moodle(book, lesson, path)
        tell(f"{lesson}: {path}")
        _tell_absent(absent)


def _tell_absent(logins: Sequence[str]) -> None:
    if logins:
        remark(f"Not in the worksheet, so not in the file: {_listed(logins)}.", style="yellow")


def _gradescope(book: Gradebook, chosen: Sequence[Assignment], options: _Options) -> None:
    from workbench.grading.gradebook.exports import write_gradescope

    if options.out.suffix.casefold() in (".csv", ".json"):
        raise WorkbenchError("Gradescope takes a file for each learner: name a folder with -o.")
    visibility = options.visibility or Shown.VISIBLE
    places = {one.lesson: _folders(book, one.lesson, options.out / one.lesson) for one in chosen}
    _check((path for found in places.values() for path in found), options)
    for lesson, found in places.items():
        for path, submission in found.items():
            write_gradescope(book, submission, path, visibility=visibility.value)
        tell(f"{lesson}: {counted(len(found), 'file')}, {options.out / lesson / '<login>' / 'results.json'}")


def _folders(book: Gradebook, lesson: str, folder: Path) -> Mapping[Path, int]:
    """Where each learner's file goes → the submission that counts. Who has none, or no name for a folder, is told."""
    from workbench.files import one_name_for
    from workbench.grading.intake.names import name_complaint

    place = next(each for each in (folder, *folder.absolute().parents) if each.is_dir())
    name_of = one_name_for(place)
    found: dict[Path, int] = {}
    without: list[str] = []
    taken: set[str] = set()
    for score in book.scores(lesson):
        login = score.learner.login
        if score.submission is None:
            without.append(login)
        elif (why := name_complaint(login)) or name_of(login) in taken:
            remark(f"{lesson}: {login} is left out: {why or 'another login differs in capitals only'}.", style="yellow")
        else:
            taken.add(name_of(login))
            found[folder / login / "results.json"] = score.submission.id
    if without:
        remark(f"{lesson}: no submission that counts: {_listed(without)}.")
    return found


def _listed(names: Sequence[str]) -> str:
    rest = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")
