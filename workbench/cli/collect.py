"""``workbench collect``: bring uploads into the order in which they are graded."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def main(
    uploads: Annotated[Path, typer.Argument(help="Folder or zip file with the uploads, as Canvas or Moodle gives it.")],
    lessons: Annotated[list[str], typer.Argument(help="The lessons that were handed in.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder to collect into.")] = Path("submissions"),
) -> None:
    """Collect uploads as <learner>/<track>/<lesson>.ipynb. What cannot be taken is named; nothing is overwritten."""
    from rich.console import Console
    from rich.markup import escape

    from workbench.curriculum import load_curriculum
    from workbench.grading.intake.collect import collect

    console = Console(soft_wrap=True, highlight=False)
    chosen = [info.id for info in load_curriculum().select(lessons)]
    report = collect(uploads, out, lesson_ids=chosen)
    for one in report.refused:
        console.print(f"[yellow]refused[/] {escape(one.source)}: {escape(one.message)}")
    for note in report.notes:
        console.print(escape(note))
    console.print(f"{len(report.collected)} submissions in {escape(str(out))}, {len(report.refused)} uploads refused")
