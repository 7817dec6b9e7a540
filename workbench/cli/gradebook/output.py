"""How the gradebook's commands print: tables for people, lines with tabs for programs, and no text that commands a
terminal, because names and messages come from strangers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime, timedelta

_JOINERS = "\u200c\u200d"
"""Invisible, but a part of names in Persian or Hindi."""

_LONGEST = 500


def shown(text: str) -> str:
    """Text in one line that prints as it stands: control characters and marks that turn the direction of writing are
    spelled out, line ends and tabs are blanks."""
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character.isprintable() or character in _JOINERS:
        return character
    return " " if character.isspace() else character.encode("unicode_escape").decode("ascii")


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, right: Collection[str] = ()) -> None:
    """Print rows on standard output. right: the columns with numbers.

    Where no person looks, a line for each row and one for the columns, with tabs between; text that a spreadsheet
    would take as a formula then has an apostrophe before it.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if not console.is_terminal:
        _plain(columns, rows)
        return
    drawn = Table(box=None, pad_edge=False, header_style="bold")
    for name in columns:
        drawn.add_column(name.replace("_", " "), justify="right" if name in right else "left", overflow="fold")
    for row in rows:
        # Text, not str: brackets in a name are no markup.
        drawn.add_row(*(Text(_cut(shown(cell))) for cell in row))
    console.print(drawn)


def _plain(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from workbench.grading.gradebook.exports import safe_text

    print("\t".join(columns))
    for row in rows:
        print("\t".join(safe_text(_cut(shown(cell))) for cell in row))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def counted(number: int, noun: str) -> str:
    """``1 learner``, ``2 learners``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def tell(text: str, *, style: str = "") -> None:
    """A sentence on standard output."""
    _say(text, style, stderr=False)


def remark(text: str, *, style: str = "") -> None:
    """A sentence on standard error: about a table, but no part of it."""
    _say(text, style, stderr=True)


def _say(text: str, style: str, *, stderr: bool) -> None:
    from rich.console import Console
    from rich.text import Text

    Console(stderr=stderr, soft_wrap=True).print(Text(shown(text), style=style))


def utc(moment: datetime | None) -> str:
    """``2030-05-01 16:00 UTC``, with seconds where there are any; a dash for None."""
    if moment is None:
        return "–"
    text = moment.astimezone(UTC).isoformat(" ", "seconds").removesuffix("+00:00")
    return f"{text.removesuffix(':00')} UTC"


def hours(late: timedelta) -> str:
    """Hours with at most two decimals, never 0 for what is late; empty when on time."""
    from workbench.grading.gradebook.exports import number

    return number(max(late.total_seconds() / 3600, 0.01)) if late > timedelta(0) else ""
