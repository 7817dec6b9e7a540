"""``workbench grade``: grade a class's submissions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

    from workbench.grading.classroom.classroom import Classroom, Tally
    from workbench.grading.classroom.pool import Place
    from workbench.grading.gradebook import ToGrade

_MOST_TOLD = 20


def main(
    submissions: Annotated[Path, typer.Argument(help="Folder with <learner>/<track>/<lesson>.ipynb.")],
    lessons: Annotated[list[str] | None, typer.Argument(help="Lessons, globs or tracks; all without one.")] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for gradebook and reports.")] = Path("grades"),
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            "-j",
            min=1,
            help="Submissions at the same time; 1 without it. With --scheduler only a limit: without it, each thread "
            "of the workers grades one.",
        ),
    ] = None,
    gradebook: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Gradebook, such as postgresql+psycopg://…; a file in OUT without."),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Grade everything anew, for example with a new version of the workbench.")
    ] = False,
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Grade on the Dask cluster with this scheduler, such as tcp://127.0.0.1:8786. Its workers need this "
            "workbench, the same solutions and bubblewrap, no common disk: all is recorded here. Submissions and the "
            "course's secret travel over the connection, which only tls:// encrypts.",
        ),
    ] = None,
    trust: Annotated[
        bool, typer.Option("--trust", help="Grade without a sandbox: only for notebooks that you would run yourself.")
    ] = False,
) -> None:
    """Grade submissions in a sandbox, into a gradebook. What is graded already is not graded again; after a stop the
    same command goes on."""
    from rich.console import Console

    from workbench.curriculum import load_curriculum
    from workbench.grading.classroom.classroom import Classroom, find_uploads, only_one
    from workbench.interrupts import interruptible

    console = Console(highlight=False, soft_wrap=True)
    if scheduler is not None:
        from workbench.cluster.connection import check_address

        check_address(scheduler)
    chosen = [info.id for info in load_curriculum().select(lessons)] if lessons else []
    try:
        with interruptible(), only_one(out):
            uploads = find_uploads(submissions, chosen)
            classroom = Classroom(out, gradebook=gradebook)
            with _bar(console, "Receiving", len(uploads)) as (progress, bar):
                tally = classroom.receive(uploads, entered=lambda count: progress.advance(bar, count))
            if again:
                classroom.again(chosen)
            work = classroom.waiting(chosen)
            if work:
                with _place(work, console, scheduler=scheduler, jobs=jobs, trust=trust) as place:
                    tally += _grade_all(classroom, chosen, work, place, console)
            else:
                console.print("Nothing to grade: all is graded or refused.")
            _tell(classroom, chosen, tally, console, trust=trust and bool(work))
    except KeyboardInterrupt:
        console.print("Stopped. The same command goes on from here.")
        raise typer.Exit(130) from None
    if tally.interrupted:
        raise typer.Exit(130)
    if tally.failed:
        raise typer.Exit(1)


@contextmanager
def _place(
    work: Sequence[ToGrade], console: Console, *, scheduler: str | None, jobs: int | None, trust: bool
) -> Iterator[Place]:
    """Where submissions are graded: on a cluster, or by processes of this machine."""
    lessons = sorted({one.submission.assignment for one in work})
    if scheduler is not None:
        from workbench.grading.classroom.cluster import connected

        with connected(
            scheduler, lessons=lessons, limit=jobs, trust=trust, tell=lambda text: console.print(text, markup=False)
        ) as place:
            yield place
        return
    from workbench.content import content_root
    from workbench.grading.classroom.libraries import sandbox_for
    from workbench.grading.classroom.pool import LocalPool
    from workbench.grading.sandbox.folder import clear_abandoned

    clear_abandoned()
    with sandbox_for(lessons, content_root(), trust=trust) as sandbox, LocalPool(sandbox, jobs=jobs or 1) as pool:
        yield pool


def _grade_all(
    classroom: Classroom, lessons: Sequence[str], work: list[ToGrade], place: Place, console: Console
) -> Tally:
    """Where the newest version of a learner is refused while it is graded, an earlier one counts: then that."""
    tally = _grade(classroom, work, place, console)
    while not (tally.interrupted or tally.failed) and (more := classroom.waiting(lessons)):
        refused = tally.refused
        tally += _grade(classroom, more, place, console)
        if tally.refused == refused:
            break
    return tally


def _grade(classroom: Classroom, work: list[ToGrade], place: Place, console: Console) -> Tally:
    with _bar(console, "Grading", len(work)) as (progress, bar):
        return classroom.grade_at(place, work, finished=lambda _: progress.advance(bar))


@contextmanager
def _bar(console: Console, what: str, total: int) -> Iterator[tuple[Progress, TaskID]]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        yield progress, progress.add_task(what, total=total)


def _tell(classroom: Classroom, lessons: Sequence[str], tally: Tally, console: Console, *, trust: bool) -> None:
    console.print(f"{tally.graded} graded, {tally.refused} refused, {len(tally.failed)} not graded")
    for failure in tally.failed[:_MOST_TOLD]:
        console.print(failure, style="red", markup=False)
    if len(tally.failed) > _MOST_TOLD:
        console.print(f"and {len(tally.failed) - _MOST_TOLD} more", style="red")
    console.print(_class_so_far(classroom, lessons), markup=False)
    console.print(f"Gradebook: {classroom.book.place}", markup=False)
    console.print(f"Reports: {classroom.out / 'reports'}", markup=False)
    if trust:
        console.print("Graded without a sandbox, as you asked.", style="yellow")
    if tally.interrupted:
        console.print("Stopped. The same command goes on from here.")


def _class_so_far(classroom: Classroom, lessons: Sequence[str]) -> str:
    """Two lines: the mean score of those who are graded, and the mistakes that were recognised."""
    counts: Counter[str] = Counter()
    earned = possible = 0.0
    for assignment in classroom.book.assignments():
        if lessons and assignment.lesson not in lessons:
            continue
        for score in classroom.book.scores(assignment.lesson):
            if score.status == "graded":
                counts["graded"] += 1
                earned += score.total
                possible += score.out_of
                found = [one.automatic.diagnosis_kind for one in score.exercises if one.automatic is not None]
                counts["mistakes"] += found.count("misconception")
    share = f"{100 * earned / possible:.0f} % of the points" if possible else "none yet"
    return (
        f"Mean score: {share}, learners graded: {counts['graded']}\n"
        f"Answers in which a known misconception was found: {counts['mistakes']}"
    )
