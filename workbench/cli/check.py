"""``workbench check``: run your notebook and read its verdicts in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from workbench.batch.model import CardVerdict, Result

_WORDS = {
    "passed": ("✓", "correct", "green"),
    "failed": ("✗", "not yet", "red"),
    "not_attempted": ("○", "not attempted", "yellow"),
    "error": ("✗", "raised an exception", "red"),
    "timeout": ("✗", "stopped: too long", "red"),
}


def main(
    notebook: Annotated[str, typer.Argument(help="Your notebook (.ipynb), or the id of a lesson.")],
    timeout: Annotated[
        int | None, typer.Option(min=1, help="Seconds that one cell may take; no limit without.")
    ] = None,
) -> None:
    """Run your notebook and print the verdict of each exercise. Exit code 0 when everything is correct.

    Your file and your progress stay as they are.
    """
    from rich.console import Console

    from workbench.batch.single import all_passed, find_notebook, run_notebook

    console = Console(highlight=False, soft_wrap=True)
    path = find_notebook(notebook)
    try:
        with console.status(f"Running {path.name} …"):
            result = run_notebook(path, timeout=timeout)
    except KeyboardInterrupt:
        console.print("Stopped.")
        raise typer.Exit(130) from None
    missing = _missing(result)
    _tell(console, result, missing)
    if result.failures or missing or not all_passed(result.verdicts):
        raise typer.Exit(1)


def _missing(result: Result) -> list[str]:
    from workbench.batch.single import silent_items
    from workbench.curriculum import load_curriculum
    from workbench.items import lesson_items

    if result.lesson not in load_curriculum().lessons:
        return []
    return silent_items(result, [item.name for item in lesson_items(result.lesson)])


def _tell(console: Console, result: Result, missing: list[str]) -> None:
    for verdict in result.verdicts:
        _tell_verdict(console, verdict)
    for name in missing:
        console.print(
            f"– {name}: no verdict, its cell did not get that far or is missing", style="yellow", markup=False
        )
    for failure in result.failures:
        where = f"Cell {failure.cell}: " if failure.cell else ""
        console.print(f"\n{where}{failure.name}: {failure.message}", style="red", markup=False)
    right = sum(verdict.outcome == "passed" for verdict in result.verdicts)
    total = len(result.verdicts) + len(missing)
    console.print(
        f"\n{right} of {total} correct" if total else "\nThis notebook has no exercise or quiz.", style="bold"
    )


def _tell_verdict(console: Console, verdict: CardVerdict) -> None:
    sign, word, colour = _WORDS.get(verdict.outcome, ("?", verdict.outcome, "yellow"))
    console.print(f"{sign} {verdict.name}: {word}", style=colour, markup=False)
    if verdict.outcome in ("failed", "error", "timeout"):
        for line in verdict.text.splitlines()[1:]:  # the first one has just been said
            console.print(f"    {line}", markup=False)
