"""``workbench sync``: the learner's notebooks, brought up to date with the lessons."""

from __future__ import annotations

from typing import Annotated

import typer

_WORDS = {
    "made": "made",
    "current": "up to date",
    "replaced": "replaced by the new version",
    "merged": "merged with the new version",
    "remade": "made again",
    "waiting": "left alone",
}


def main(
    lessons: Annotated[list[str] | None, typer.Argument(help="lessons, globs or tracks; all yours without one")] = None,
    restore: Annotated[
        bool, typer.Option("--restore", help="put exercises and quizzes back that were deleted, with your last code")
    ] = False,
) -> None:
    """Bring what changed in the lessons into your notebooks. Your code, outputs and own cells stay.

    A lesson that is named and has no notebook yet gets one, for editors that do not open lessons from the roadmap.
    """
    from rich.console import Console
    from rich.markup import escape

    from workbench.content import workspace_root
    from workbench.curriculum import load_curriculum
    from workbench.server.sessions import open_in_a_server
    from workbench.workspace import bring_up_to_date, existing_notebooks, restore_missing

    console = Console(soft_wrap=True)
    chosen = [lesson.id for lesson in load_curriculum().select(lessons or [])]
    existing = existing_notebooks()
    yours = [lesson for lesson in chosen if lesson in existing or lesson in (lessons or [])]
    console.print(f"Your notebooks in {escape(str(workspace_root()))}:")
    for lesson in yours:
        notebook = bring_up_to_date(lesson, is_open=open_in_a_server)
        console.print(f"  {lesson}: [bold]{_WORDS[notebook.action]}[/]")
        if restore and not open_in_a_server(notebook.path):
            for name in restore_missing(lesson, _last_codes(lesson)):
                console.print(f"    restored: {name}")
            notebook = bring_up_to_date(lesson, is_open=open_in_a_server)
        for note in notebook.notes:
            console.print(f"    {escape(note)}")
    if not yours:
        console.print("  none yet. Open a lesson in 'workbench lab' and it is made for you, or name it:")
        console.print(f"  workbench sync {chosen[0]}" if chosen else "  workbench sync <lesson>", markup=False)
        console.print("  If you have moved your folder, say where it is: WORKBENCH_WORKSPACE=<folder> workbench sync")


def _last_codes(lesson: str) -> dict[str, str]:
    """Exercise → the learner's last code of it."""
    from workbench.progress import ProgressStore

    kept = ProgressStore().kept_codes(lesson)
    return {name: codes.best for name, codes in kept.items() if codes.best is not None}
