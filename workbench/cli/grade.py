"""``workbench grade``: grade a class's submissions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from workbench.grading.classroom import Classroom, Tally
    from workbench.grading.gradebook import ToGrade
    from workbench.grading.sandbox.outside import Sandbox


def main(
    submissions: Annotated[Path, typer.Argument(help="Folder with <learner>/<track>/<lesson>.ipynb.")],
    lessons: Annotated[list[str] | None, typer.Argument(help="Lessons to grade; all without one.")] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for gradebook and reports.")] = Path("grades"),
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Submissions at the same time.")] = 1,
    gradebook: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Gradebook, such as postgresql+psycopg://…; a file in OUT without."),
    ] = None,
    trust: Annotated[
        bool, typer.Option("--trust", help="Grade without a sandbox: only for notebooks that you would run yourself.")
    ] = False,
) -> None:
    """Grade submissions in a sandbox, into a gradebook. What is graded already is not graded again."""
    from rich.console import Console

    from workbench.content import datasets_dir
    from workbench.grading.classroom import Classroom, find_uploads
    from workbench.grading.sandbox.outside import Sandbox

    console = Console()
    classroom = Classroom(out, gradebook=gradebook)
    received = classroom.receive(find_uploads(submissions, lessons or []))
    work = classroom.waiting(lessons or [])
    if not work:
        console.print(f"Nothing to grade: {received.refused} refused, the rest is graded.", highlight=False)
        return
    with Sandbox(datasets=datasets_dir(), trust=trust) as sandbox:
        tally = _grade(classroom, work, sandbox, jobs, console)
    _tell(classroom, received, tally, console, trust=trust)
    if tally.interrupted:
        raise typer.Exit(130)
    if tally.failed:
        raise typer.Exit(1)


def _grade(classroom: Classroom, work: list[ToGrade], sandbox: Sandbox, jobs: int, console: Console) -> Tally:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("Grading", total=len(work))
        return classroom.grade(work, sandbox=sandbox, jobs=jobs, finished=lambda _: progress.advance(bar))


def _tell(classroom: Classroom, received: Tally, tally: Tally, console: Console, *, trust: bool) -> None:
    refused = received.refused + tally.refused
    console.print(f"{tally.graded} graded, {refused} refused, {len(tally.failed)} not graded", highlight=False)
    for failure in tally.failed:
        console.print(failure, style="red", highlight=False)
    console.print(f"Gradebook: {classroom.book.place}", highlight=False, soft_wrap=True)
    console.print(f"Reports: {classroom.out / 'reports'}", highlight=False, soft_wrap=True)
    if trust:
        console.print("Graded without a sandbox, as you asked.", style="yellow")
    if tally.interrupted:
        console.print("Stopped. The same command goes on from here.")
