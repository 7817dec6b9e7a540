"""What a batch run shows on the way: a live bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from workbench.batch.model import Result
from workbench.batch.runner import Display, Standing

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

SIGNS = {"passed": "✓", "failed": "✗", "unchanged": "=", "stopped": "–"}
_COLOURS = {"passed": "green", "failed": "bold red", "unchanged": "cyan", "stopped": "yellow"}


def span(seconds: float) -> str:
    """``4.1 s``, ``2 min 05 s``, ``1 h 02 min``."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min {rest:02d} s"


def size(amount: int) -> str:
    """Bytes as ``412 MB`` or ``1.3 GB``; a dash for nothing measured."""
    if not amount:
        return "–"
    return f"{amount / 1e9:.1f} GB" if amount >= 1e9 else f"{amount / 1e6:.0f} MB"


def line(result: Result) -> str:
    """One finished lesson in one line, with what went wrong below it."""
    told = f"{SIGNS[result.status]} {result.lesson}  {result.status}"
    if result.status != "unchanged":
        told += f"  {span(result.seconds)}  {size(result.memory)}"
    for failure in result.failures[:3]:
        where = f"cell {failure.cell}: " if failure.cell else ""
        message = failure.message.strip().splitlines() or [""]
        told += f"\n    {where}{failure.name}: {message[0][:200]}"
    if len(result.failures) > 3:
        told += f"\n    and {len(result.failures) - 3} more"
    return told


class Silent:
    """Nothing: for whoever reads the results instead."""

    def note(self, text: str) -> None:
        """Nothing is said."""

    def finished(self, result: Result) -> None:
        """Nothing is said."""

    def standing(self, standing: Standing) -> None:
        """Nothing is said."""


class PlainDisplay:
    """A line for each lesson, for logs."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def note(self, text: str) -> None:
        self._console.print(text, markup=False, highlight=False, soft_wrap=True)

    def finished(self, result: Result) -> None:
        self._console.print(line(result), markup=False, highlight=False, soft_wrap=True)

    def standing(self, standing: Standing) -> None:
        """Nothing: a log is not redrawn."""


class LiveDisplay:
    """A bar that moves, with what runs now and the time to the end; finished lessons stand above it."""

    def __init__(self, console: Console, progress: Progress, task: TaskID) -> None:
        self._console = console
        self._progress = progress
        self._task = task

    def note(self, text: str) -> None:
        self._console.print(text, markup=False, highlight=False, soft_wrap=True)

    def finished(self, result: Result) -> None:
        style = _COLOURS[result.status]
        self._console.print(line(result), style=style, markup=False, highlight=False, soft_wrap=True)

    def standing(self, standing: Standing) -> None:
        names = ", ".join(standing.running[:2]) + (" …" if len(standing.running) > 2 else "")
        left = "–" if standing.left is None else f"about {span(standing.left)} left"
        self._progress.update(self._task, completed=standing.done, names=names, left=left)


@contextmanager
def show_progress(console: Console, total: int) -> Iterator[Display]:
    """The display that suits the console. total: the number of lessons to run."""
    if not console.is_terminal or not total:
        yield PlainDisplay(console)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[left]}"),
        TextColumn("[dim]{task.fields[names]}"),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        yield LiveDisplay(console, progress, progress.add_task("", total=total, names="", left="–"))
