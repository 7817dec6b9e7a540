"""``workbench collect``: bring uploads into the order in which they are graded."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def main(
    uploads: Annotated[Path, typer.Argument(help="Folder or zip file with the uploads, as Canvas or Moodle gives it.")],
    lessons: Annotated[list[str], typer.Argument(help="The lessons that were handed in.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder to collect into.")] = Path("submissions"),
    listed: Annotated[
        Path | None,
        typer.Option("--list", help="The class as its course system exports it; uploads get the logins of this list."),
    ] = None,
) -> None:
    """Collect uploads as <learner>/<track>/<lesson>.ipynb. What cannot be taken is named; nothing is overwritten."""
    from rich.console import Console
    from rich.markup import escape

    from workbench.curriculum import load_curriculum
    from workbench.grading.intake.collect import collect
    from workbench.grading.intake.people import read_class_list

    console = Console(soft_wrap=True, highlight=False)
    chosen = [info.id for info in load_curriculum().select(lessons)]
    people = read_class_list(listed) if listed is not None else None
    report = collect(uploads, out, lesson_ids=chosen, people=people)
    for name, person in sorted(report.matched.items()):
        if person is None:
            console.print(f"[yellow]not on the list[/] {escape(name)}, collected under this name")
        elif name != person.login:
            console.print(f"{escape(name)} is {escape(str(person))}")
    for one in report.refused:
        console.print(f"[yellow]refused[/] {escape(one.source)}: {escape(one.message)}")
    for note in report.notes:
        console.print(escape(note))
    console.print(f"{len(report.collected)} submissions in {escape(str(out))}, {len(report.refused)} uploads refused")
