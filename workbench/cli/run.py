"""``workbench run``: execute lessons in a batch."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from rich.console import Console

    from workbench.batch.plan import Plan
    from workbench.batch.runner import Run


class As(StrEnum):
    """Whose notebook runs: the lesson as it is shipped, or with its solutions in."""

    LEARNER = "learner"
    SOLVED = "solved"


def main(
    lessons: Annotated[list[str] | None, typer.Argument(help="Lessons, globs or tracks; all without one.")] = None,
    parameter: Annotated[
        list[str] | None, typer.Option("--parameter", "-p", metavar="NAME=VALUE", help="Set a parameter; repeatable.")
    ] = None,
    mode: Annotated[As, typer.Option("--as", help="Run the lesson as shipped, or with its solutions.")] = As.LEARNER,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            "-j",
            min=1,
            help="Lessons at the same time; 1 without it. With --scheduler only a limit: without it, each thread "
            "of the workers runs one.",
        ),
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for notebooks and summary.")] = Path("runs"),
    force: Annotated[bool, typer.Option("--force", help="Run also what is unchanged since it went well.")] = False,
    timeout: Annotated[
        int | None, typer.Option(min=1, help="Seconds that one cell may take; no limit without.")
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Run on the Dask cluster with this scheduler, such as tcp://127.0.0.1:8786. Its workers need this "
            "workbench, no common disk: notebooks and summary are written here.",
        ),
    ] = None,
) -> None:
    """Run lessons as notebooks and write the executed notebooks and a summary. Exit code 1 when a lesson failed."""
    from rich.console import Console

    from workbench.batch.plan import make_plan

    console = Console()
    plan = make_plan(
        lessons or [],
        parameters=parameter or [],
        mode=mode.value,
        out=out,
        workers=jobs or 1,
        force=force,
        timeout=timeout,
    )
    run = _run(plan, console, scheduler=scheduler, limit=jobs)
    _tell(run, console)
    if run.interrupted:
        raise typer.Exit(130)
    if run.failed:
        raise typer.Exit(1)


def _run(plan: Plan, console: Console, *, scheduler: str | None, limit: int | None) -> Run:
    from workbench.batch.display import show_progress
    from workbench.batch.report import write_summary
    from workbench.batch.runner import run_plan

    with (
        _terminate_like_interrupt(),
        _place(plan, console, scheduler=scheduler, limit=limit) as (placed, executor),
        show_progress(console, len(plan.jobs)) as display,
    ):
        run = run_plan(placed, display=display, executor=executor)
    write_summary(run)
    return run


@contextmanager
def _place(
    plan: Plan, console: Console, *, scheduler: str | None, limit: int | None
) -> Iterator[tuple[Plan, Executor | None]]:
    """Where the lessons run: on a cluster, or with threads of this process. Nothing to run needs no cluster."""
    if scheduler is None:
        yield plan, None
        return
    from workbench.batch.cluster import check_address, connected
    from workbench.batch.display import PlainDisplay

    check_address(scheduler)
    if not plan.jobs:
        yield plan, None
        return
    with connected(plan, scheduler, limit=limit, tell=PlainDisplay(console).note) as placed:
        yield placed


@contextmanager
def _terminate_like_interrupt() -> Iterator[None]:
    """Answer SIGTERM as Ctrl-C: kernels are stopped and what is finished is kept."""

    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _tell(run: Run, console: Console) -> None:
    from workbench.batch.display import span
    from workbench.batch.report import counts

    words = {"passed": "passed", "unchanged": "unchanged", "failed": "failed", "stopped": "not run"}
    told = ", ".join(f"{n} {words[status]}" for status, n in counts(run).items() if n)
    console.print(f"{told} in {span(run.seconds)}", highlight=False)
    console.print(f"Summary: {run.plan.paths.summary_html}", highlight=False, soft_wrap=True)
    if run.interrupted:
        console.print("Stopped. The same command goes on from here.")
