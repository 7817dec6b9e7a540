"""``workbench known``: a short test whether a lesson is known already."""

from __future__ import annotations

from typing import Annotated

import typer


def main(
    lesson: Annotated[str, typer.Argument(help="a lesson, such as 02_math/05_optimization")],
    forget: Annotated[bool, typer.Option("--forget", help="let the lesson no longer count as known")] = False,
) -> None:
    """Make a notebook that tests whether you know a lesson already; once it is passed, the lesson counts as done."""
    from rich.console import Console
    from rich.markup import escape

    from workbench.review.known import forget_known, make_test

    console = Console(soft_wrap=True, highlight=False)
    if forget:
        forget_known(lesson)
        console.print(f"{escape(lesson)} does not count as known.")
        return
    made = make_test(lesson)
    for note in made.notes:
        console.print(f"[dim]{escape(note)}[/]")
    console.print(f"Made [bold]{escape(str(made.path))}[/] with {len(made.items)} items. Open it in: workbench lab")
