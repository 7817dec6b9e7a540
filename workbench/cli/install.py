"""``workbench install``: what the lessons need beyond the base."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from workbench.installing.status import Status
    from workbench.installing.targets import Target


def main(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME]...",
            help="Tracks (09_mlops), lessons (09_mlops/06_serving), extras (mlops) or isolated environments (feast); "
            "without one, what there is.",
        ),
    ] = None,
) -> None:
    """Install what a track or lesson needs, or list what is installed and what is missing, with sizes.

    Ctrl-C stops it; what was downloaded is kept, and the same command goes on.
    """
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    if not names:
        _list(console)
        return
    from workbench.installing.targets import find_target

    _install(console, find_target(names))


def _install(console: Console, target: Target) -> None:
    from workbench.installing.extras import missing_extras
    from workbench.installing.job import install
    from workbench.installing.programs import programs
    from workbench.installing.sizes import bytes_to_come, in_words
    from workbench.interrupts import interruptible

    if not target.extras and not target.isolated:
        console.print("Nothing to install: the base is all these lessons need.")
        return
    size = bytes_to_come(missing_extras(target.extras))
    console.print(f"Installing {target}" + (f", {in_words(size)} on the disk" if size else ""), markup=False)
    with interruptible(), _display(console) as show:
        last = install(target, show=show)
    console.print(last.message, markup=False)
    if last.number or target.isolated:
        console.print("Restart the kernels that are running, so that they see it.")
    for program in programs(target.extras).values():
        if problem := program.problem(program.version()):
            console.print(f"Pip cannot bring {program.name}: {problem}. {program.fix}", markup=False)


@contextmanager
def _display(console: Console) -> Iterator[Callable[[Status], None]]:
    """A bar on a terminal; elsewhere a line for each change."""
    if not console.is_terminal:
        told: list[str] = []

        def line(status: Status) -> None:
            if not status.ended and status.message not in told[-1:]:
                told.append(status.message)
                console.print(_words(status), markup=False)

        yield line
        return
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    text = TextColumn("{task.description}", markup=False)
    with Progress(text, BarColumn(), TaskProgressColumn(), TimeElapsedColumn(), console=console) as bar:
        task = bar.add_task("", total=1.0)
        yield lambda status: bar.update(task, completed=status.fraction, description=_words(status))


def _words(status: Status) -> str:
    from workbench.installing.sizes import in_words

    said = status.message
    if status.phase == "downloading":
        said += f" ({status.number} of {status.count}"
        if status.received:
            said += f"; {in_words(status.received)}"
            said += f" of {in_words(status.expected)}" if status.expected else ""
        said += ")"
    return said


def _list(console: Console) -> None:
    from rich.table import Table

    from workbench.curriculum import load_curriculum
    from workbench.environments import environment
    from workbench.environments import names as environment_names
    from workbench.installing.extras import extras, missing_extras
    from workbench.installing.sizes import bytes_to_come, in_words, sizes
    from workbench.installing.status import running

    used: dict[str, set[str]] = {}
    for lesson in load_curriculum():
        for name in (*lesson.extras, *([lesson.isolated] if lesson.isolated else [])):
            used.setdefault(name, set()).add(lesson.track)
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for column in ("extra", "state", "size", "for"):
        table.add_column(column, no_wrap=column != "for")
    for extra in extras():
        absent = bool(missing_extras([extra]))
        whole = sum(sizes().packages[name] for name in sizes().extras.get(extra, ()))
        size = bytes_to_come([extra]) if absent else whole
        tracks = ", ".join(sorted(used.get(extra, ())))
        table.add_row(extra, "missing" if absent else "installed", in_words(size) if size else "–", tracks)
    for name in environment_names():
        ready = environment(name).ready
        size = sizes().isolated.get(name, 0)
        told = ", ".join(sorted(used.get(name, ()))) or "an environment of its own"
        table.add_row(name, "installed" if ready else "missing", in_words(size) if size else "–", told)
    console.print(table)
    console.print("\nworkbench install NAME installs an extra, or all that a track or a lesson needs.", markup=False)
    going_on = running()
    if going_on is not None:
        console.print(f"Going on now: {_words(going_on)}", markup=False)
