"""``workbench progress``: the learner's way through the curriculum."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from rich.console import Console

    from workbench.roadmap import LessonStep, Roadmap

_SIGNS = {
    "done": "[green]✓ done[/]",
    "started": "[yellow]◐ in progress[/]",
    "ready": "○ not started",
    "waiting": "[dim]· later[/]",
}
_BAR = 10
_WIDE, _NARROW = 100, 72
"""Columns of a terminal from which there is room for bars, and below which there is none for minutes."""


def main(
    lesson: Annotated[
        str | None, typer.Argument(help="a lesson, to see its exercises and quizzes; or export, import")
    ] = None,
    file: Annotated[Path | None, typer.Argument(help="with export and import: the file")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON instead of a table")] = False,
) -> None:
    """Show what you have done, what is going on and what comes next.

    'export FILE' writes all that is recorded of you, with your code, to take it to another machine; 'import FILE'
    merges such a file into what is recorded here. Nothing is lost, and the same file may be imported again.
    """
    if lesson in ("export", "import"):
        _transfer(lesson, file)
        return
    if file is not None:
        raise WorkbenchError(f"What is to be done with {file}? Say: workbench progress export FILE, or import FILE.")
    from rich.console import Console

    from workbench.curriculum import load_curriculum
    from workbench.progress import ProgressStore
    from workbench.roadmap import build_roadmap

    curriculum = load_curriculum()
    chosen = curriculum[lesson].id if lesson is not None else None
    roadmap = build_roadmap(curriculum, ProgressStore().all_progress())
    if as_json:
        _print_json(roadmap, chosen)
    elif chosen is not None:
        _show_lesson(Console(), roadmap, chosen)
    else:
        _show_all(Console(), roadmap)


def _transfer(what: str, file: Path | None) -> None:
    from workbench.progress import ProgressStore
    from workbench.transfer import export_progress, import_progress

    if file is None:
        raise WorkbenchError(f"Name the file: workbench progress {what} progress.json")
    if what == "export":
        print(f"{export_progress(ProgressStore(), file)} records written to {file}")
    else:
        print(f"{import_progress(ProgressStore(), file)} records were new here. See: workbench progress")


def _print_json(roadmap: Roadmap, chosen: str | None) -> None:
    import json
    from dataclasses import asdict

    data = asdict(roadmap.lessons[chosen] if chosen else roadmap)
    print(json.dumps(data, indent=2, ensure_ascii=False))


def _bar(passed: int, total: int, *, wide: bool) -> str:
    if not wide:
        return f"{passed}/{total}"
    full = round(_BAR * passed / total) if total else 0
    return f"[green]{'━' * full}[/][dim]{'─' * (_BAR - full)}[/] {passed}/{total}"


def _show_all(console: Console, roadmap: Roadmap) -> None:
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    wide, timed = console.width >= _WIDE, console.width >= _NARROW
    # Where the terminal is narrow, titles give way first.
    longest = max((len(lesson.id.split("/")[1]) for lesson in roadmap.lessons.values()), default=0) + 2
    for heading, width in (("lesson", longest), ("passed", _BAR + 6 if wide else 6), ("state", 13)):
        table.add_column(heading, no_wrap=True, min_width=width)
    if timed:
        table.add_column("minutes", justify="right", no_wrap=True, min_width=7)
    table.add_column("title", no_wrap=True, overflow="ellipsis")
    for track in roadmap.tracks:
        done = sum(lesson.state == "done" for lesson in track.lessons)
        table.add_row(
            f"[bold]{track.id}[/]",
            f"{done} of {len(track.lessons)}",
            "",
            *([""] if timed else []),
            f"[bold]{escape(track.title)}[/]",
        )
        for lesson in track.lessons:
            table.add_row(
                f"  {lesson.id.split('/')[1]}",
                _bar(lesson.passed, len(lesson.items), wide=wide),
                "[bold cyan]▶ next[/]" if lesson.id == roadmap.next else _sign(lesson),
                *([_minutes(lesson)] if timed else []),
                escape(lesson.title),
            )
    console.print(table)
    if roadmap.next:
        console.print(f"\nNext: [bold]{roadmap.next}[/]  {escape(roadmap.lessons[roadmap.next].title)}")
    else:
        console.print("\nEverything is done.")


def _sign(lesson: LessonStep) -> str:
    return "[green]✓ known[/]" if lesson.known and lesson.passed < len(lesson.items) else _SIGNS[lesson.state]


def _minutes(lesson: LessonStep) -> str:
    return f"{lesson.minutes_spent:.0f} of {lesson.minutes}" if lesson.minutes_spent else str(lesson.minutes)


def _show_lesson(console: Console, roadmap: Roadmap, chosen: str) -> None:
    from rich.markup import escape
    from rich.table import Table

    lesson = roadmap.lessons[chosen]
    console.print(f"[bold]{escape(lesson.title)}[/] ({lesson.id}): {_sign(lesson)}, {_minutes(lesson)} minutes")
    console.print(escape(lesson.summary))
    if lesson.missing:
        console.print(f"It builds on: {', '.join(lesson.missing)}")
    if lesson.problem:
        console.print(f"[red]{escape(lesson.problem)}[/]")
    table = Table(box=None, pad_edge=False)
    for heading in ("", "name", "kind", "attempts", "hints", "what"):
        table.add_column(heading, overflow="fold")
    for item in lesson.items:
        sign = "[green]✓[/]" if item.passed else "[yellow]◐[/]" if item.attempts else "○"
        seen = " (solution seen)" if item.solution_seen else ""
        table.add_row(sign, item.name, item.kind, str(item.attempts), str(item.hints), escape(item.title) + seen)
    console.print(table)
