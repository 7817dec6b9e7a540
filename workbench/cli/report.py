"""``workbench report``: feedback for learners and a report on the class, from what was graded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import TaskID

    from workbench.grading.reports.write import Watch, Written


class Return(StrEnum):
    """Which course system takes the feedback back."""

    MOODLE = "moodle"
    CANVAS = "canvas"


def main(
    grades: Annotated[Path, typer.Argument(help="Folder that was given to grade -o.")],
    lessons: Annotated[
        list[str] | None, typer.Argument(help="Lessons or tracks; all that were graded without.")
    ] = None,
    gradebook: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Gradebook, such as postgresql+psycopg://…; the file in GRADES without."),
    ] = None,
    no_similar: Annotated[bool, typer.Option("--no-similar", help="Do not look for similar submissions.")] = False,
    returned: Annotated[
        Return | None,
        typer.Option("--return", help="Also pack the feedback as the archive that this course system takes back."),
    ] = None,
    submissions: Annotated[
        Path, typer.Option(help="With --return: folder of collect, which knows under which name each upload came.")
    ] = Path("submissions"),
) -> None:
    """Write a page of feedback for each learner and lesson, and a report on the class for each lesson."""
    from rich.console import Console
    from rich.markup import escape

    from workbench.grading.reports import choose_lessons, open_gradebook, write_reports
    from workbench.grading.reports.zips import write_zip

    console = Console(soft_wrap=True, highlight=False)
    book = open_gradebook(grades, gradebook)
    chosen = choose_lessons(book, lessons or [])
    with _progress(console) as watch:
        written = write_reports(grades, book, chosen, similar=not no_similar, watch=watch)
    _tell(written, grades, console, similar=not no_similar)
    if returned is None:
        return
    for lesson in chosen:
        path = grades / "returned" / f"{lesson.replace('/', '_')}.{returned}.zip"
        missed = write_zip(grades, lesson, submissions, "moodle" if returned is Return.MOODLE else "canvas", path)
        console.print(f"{lesson}: {escape(str(path))}")
        if missed:
            text = f"Did not come from {returned.capitalize()}, so not in it: {', '.join(missed)}."
            console.print(f"[yellow]{escape(text)}[/]")


@contextmanager
def _progress(console: Console) -> Iterator[Watch]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        bars: dict[str, TaskID] = {}

        def watch(what: str, done: int, total: int) -> None:
            if what not in bars:
                bars[what] = progress.add_task(what, total=total)
            progress.update(bars[what], completed=done + 1)

        yield watch


def _tell(written: Written, grades: Path, console: Console, *, similar: bool) -> None:
    from rich.markup import escape

    place = escape(str(grades))
    console.print(f"{_count(len(written.feedback), 'page')} of feedback: {place}/feedback/<learner>/<lesson>.html")
    console.print(f"{_count(len(written.pages), 'class report')}: {place}/class/<lesson>.html, and .json for programs")
    if similar:
        console.print(f"{_count(written.pairs, 'pair')} of similar submissions: in the class reports")
    console.print(f"{_count(written.changed, 'file')} changed")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
