"""``workbench book``: the lessons as a static site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from workbench.batch.plan import Plan
    from workbench.book.build import Contents


def main(
    lessons: Annotated[list[str] | None, typer.Argument(help="Lessons, globs or tracks; all without one.")] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder of the site; a book in it is replaced.")] = Path(
        "build/book"
    ),
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Lessons run at the same time.")] = 1,
    show: Annotated[bool, typer.Option("--open", help="Open the start page in a browser.")] = False,
) -> None:
    """Make a searchable site of the lessons with their outputs, without solutions. It needs no network and no server.

    Lessons run as they are shipped; what is unchanged is not run again.
    """
    from rich.console import Console

    from workbench.book.build import check_folder, contents, digest, is_current, plan_runs
    from workbench.book.site import versions

    console = Console()
    versions()
    folder = out.expanduser().resolve()
    check_folder(folder)
    book = contents(lessons or [])
    plan = plan_runs(lessons or [], jobs=jobs)
    wanted = digest(book, plan)
    if is_current(folder, wanted):
        console.print("Nothing has changed.", highlight=False)
    else:
        _make(book, plan, folder, wanted, console)
    start = folder / "index.html"
    console.print(f"The book: {start.as_uri()}", highlight=False, soft_wrap=True)
    if show:
        import webbrowser

        webbrowser.open(start.as_uri())


def _make(book: Contents, plan: Plan, folder: Path, wanted: str, console: Console) -> None:
    from workbench.book.build import build
    from workbench.interrupts import interruptible

    with interruptible():
        _run(plan, console)
        with _bar(console, book.steps) as tell:
            build(book, plan, folder, wanted=wanted, tell=tell)


def _run(plan: Plan, console: Console) -> None:
    """Run the lessons that have changed. Raises WorkbenchError when one fails: the book would show its error."""
    from workbench.batch.display import show_progress
    from workbench.batch.runner import run_plan
    from workbench.errors import WorkbenchError

    with show_progress(console, len(plan.jobs)) as display:
        run = run_plan(plan, display=display)
    if run.interrupted:
        raise KeyboardInterrupt
    if run.failed:
        names = ", ".join(result.lesson for result in run.failed)
        raise WorkbenchError(f"The book was not made, because these lessons fail: {names}. See: workbench run {names}")


@contextmanager
def _bar(console: Console, steps: int) -> Iterator[Callable[[str], None]]:
    """A bar for the pages on a terminal; elsewhere nothing moves."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(bar_width=24), MofNCompleteColumn(), TextColumn("[dim]{task.description}"))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("pages", total=steps)
        yield lambda page: progress.update(task, advance=1, description=page)
