"""``workbench review``: what is due, and the notebook to repeat it in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from workbench.review.agenda import Agenda, Entry
    from workbench.review.notebook import ReviewNotebook
    from workbench.review.store import Key


def main(
    lessons: Annotated[
        list[str] | None, typer.Option("--lesson", "-l", help="keep to this lesson, glob or track; may be repeated")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="the most items in one notebook")] = 10,
    only_list: Annotated[bool, typer.Option("--list", help="show what is due, make no notebook")] = False,
    new: Annotated[bool, typer.Option("--new", help="make another notebook though today's is unfinished")] = False,
) -> None:
    """Show what is due for review, and make a notebook of it with fresh inputs.

    Exercises that you have passed and quizzes that you have answered come back when you are about to forget them.
    """
    from rich.console import Console
    from rich.markup import escape

    from workbench.review.agenda import build_agenda
    from workbench.review.notebook import make_review
    from workbench.review.store import PlanStore

    console = Console(soft_wrap=True, highlight=False)
    now = _now()
    store = PlanStore()
    agenda = build_agenda(store, now, lessons=lessons or ())
    if store.notice:
        console.print(f"[red]{escape(store.notice)}[/]")
    for note in agenda.notes:
        console.print(f"[dim]{escape(note)}[/]")
    if not agenda.due:
        _tell_next(console, agenda)
        return
    made = None if only_list else make_review(agenda, now, limit=limit, new=new)
    _show(console, agenda.due, set(made.items) if made else None, now)
    if made is not None:
        _tell_made(console, made, len(agenda.due))


def _now() -> datetime:
    return datetime.now(UTC)


def _tell_next(console: Console, agenda: Agenda) -> None:
    from rich.markup import escape

    if agenda.next_due is None:
        console.print("Nothing to review yet. What you pass in a lesson comes back here some days later.")
        return
    entry = agenda.next_due
    console.print(
        f"Nothing is due. The next of {len(agenda.later)}: [bold]{entry.item.name}[/] of {escape(entry.lesson.title)}, "
        f"on {_day(entry.plan.due)}."
    )


def _show(console: Console, due: Sequence[Entry], chosen: set[Key] | None, now: datetime) -> None:
    from rich.markup import escape
    from rich.table import Table

    console.print(f"[bold]{len(due)} due[/]")
    table = Table(box=None, pad_edge=False)
    for heading in ("", "name", "lesson", "kind", "due", "last time"):
        table.add_column(heading, overflow="fold")
    for entry in due:
        sign = "[green]▶[/]" if chosen is not None and entry.key in chosen else "○"
        days = max(0, (now - entry.plan.due).days)
        since = "today" if days == 0 else "since yesterday" if days == 1 else f"for {days} days"
        table.add_row(sign, entry.item.name, entry.lesson.id, entry.item.kind, since, escape(entry.plan.why))
    console.print(table)


def _tell_made(console: Console, made: ReviewNotebook, due: int) -> None:
    from rich.markup import escape

    what = "Made" if made.action == "made" else "Today's review is not finished:"
    console.print(f"\n{what} [bold]{escape(str(made.path))}[/]. Open it in: workbench lab")
    left = due - len(made.items)
    if left:
        console.print(
            f"{left} more wait for the review after it." if left > 1 else "One more waits for the review after."
        )


def _day(moment: datetime) -> str:
    local = moment.astimezone()
    return f"{local.day} {local:%B %Y}"
