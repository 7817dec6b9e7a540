"""``workbench release``: what the learners of a class get."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def main(
    lessons: Annotated[list[str], typer.Argument(help="Lessons, globs or tracks.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the release.")] = Path("course"),
) -> None:
    """Write notebooks, data and public checks for a class: no solution, no hidden case. More lessons may follow."""
    from rich.console import Console
    from rich.markup import escape

    from workbench.curriculum import load_curriculum
    from workbench.grading.release.make import release

    console = Console(soft_wrap=True, highlight=False)
    report = release([info.id for info in load_curriculum().select(lessons)], out)
    for lesson in report.lessons:
        console.print(f"{lesson.lesson}: {len(lesson.equal)} exercises checked on public cases", end="")
        console.print(f", {len(lesson.form)} in form only, {len(lesson.later)} when they are graded")
    for note in report.notes:
        console.print(escape(note))
    console.print(f"{len(report.written)} files written to {escape(str(report.into))}")
