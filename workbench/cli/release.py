"""``workbench release``: what the learners of a class get."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from workbench.errors import WorkbenchError


class For(StrEnum):
    """What takes the release, if it is not the learners."""

    GRADESCOPE = "gradescope"


def main(
    lessons: Annotated[list[str], typer.Argument(help="Lessons, globs or tracks.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Folder: 'course', or 'autograders'.")] = None,
    as_: Annotated[
        For | None,
        typer.Option("--as", help="Write each lesson's autograder instead, with solutions, for Gradescope alone."),
    ] = None,
    trust: Annotated[
        bool,
        typer.Option("--trust", help="With --as: grade without a sandbox, where the container allows none."),
    ] = False,
) -> None:
    """Write notebooks, data and public checks for a class: no solution, no hidden case. More lessons may follow."""
    from workbench.curriculum import load_curriculum

    if trust and as_ is None:
        raise WorkbenchError("--trust is for an autograder: say --as gradescope too.")
    chosen = [info.id for info in load_curriculum().select(lessons)]
    if as_ is None:
        _for_learners(chosen, out or Path("course"))
    else:
        _for_gradescope(chosen, out or Path("autograders"), trust)


def _for_gradescope(lessons: list[str], out: Path, trust: bool) -> None:
    from workbench.grading.release.autograder import autograder

    for lesson in lessons:
        typer.echo(f"{lesson}: {autograder(lesson, out, trust=trust)}")
    typer.echo("Upload each as the autograder of its assignment. They hold the solutions: give them to nobody else.")


def _for_learners(lessons: list[str], out: Path) -> None:
    from rich.console import Console
    from rich.markup import escape

    from workbench.grading.release.make import release

    console = Console(soft_wrap=True, highlight=False)
    report = release(lessons, out)
    for lesson in report.lessons:
        console.print(f"{lesson.lesson}: {len(lesson.equal)} exercises checked on public cases", end="")
        console.print(f", {len(lesson.form)} in form only, {len(lesson.later)} when they are graded")
    for note in report.notes:
        console.print(escape(note))
    console.print(f"{len(report.written)} files written to {escape(str(report.into))}")
