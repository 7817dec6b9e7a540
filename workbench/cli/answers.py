"""``workbench answers``: what answers of others are told, for an author to read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from workbench.proof.answers import Answer, Told


def main(
    lesson: Annotated[str, typer.Argument(help="lesson, such as 02_math/05_optimization")],
    folder: Annotated[
        Path | None, typer.Argument(help="<exercise>/right_1.py, wrong_1.py …; tests/answers/<lesson> without one")
    ] = None,
) -> None:
    """Run the answers of a lesson and print what each is told. Exit code 1 when one is judged wrongly."""
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import track

    from workbench.curriculum import load_curriculum
    from workbench.errors import WorkbenchError
    from workbench.proof.answers import answers_folder, find_answers, tell
    from workbench.proof.forks import warm

    warm()  # before anything computes: a pool of threads would not survive the forks
    console = Console(soft_wrap=True)
    info = load_curriculum()[lesson]
    answers = find_answers(info.id, folder)
    if not answers:
        raise WorkbenchError(f"There are no answers in {folder or answers_folder(info.id)}: <exercise>/right_1.py, …")
    rows = track(tell(info.id, answers), "Answers", total=len(answers), console=console, transient=True)
    bad = 0
    for answer, told in rows:
        mark, good = _mark(answer, told)
        bad += not good
        console.print(f"{mark} [bold]{escape(answer.name)}[/]: {escape(answer.note)}")
        kind = f" ({told.diagnosis})" if told.diagnosis else ""
        console.print(f"      {escape(told.message) or 'nothing'}{kind}", style="dim")
    console.print(f"{len(answers)} answers, {bad} judged wrongly")
    if bad:
        raise typer.Exit(1)


def _mark(answer: Answer, told: Told) -> tuple[str, bool]:
    """The sign in front of an answer, and whether it is judged rightly."""
    good = told.accepted == (answer.kind == "right") and told.message.startswith(answer.told)
    return ("[green]✓[/]" if good else "[red]✗[/]"), good
