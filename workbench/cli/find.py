"""``workbench find``: where something is taught."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from workbench.curriculum import Curriculum
    from workbench.glossary import Place


def main(
    text: Annotated[list[str], typer.Argument(help="words that all must occur")],
) -> None:
    """Find lessons, exercises, quizzes, terms, systems and passages of text by words. Exit code 1 without any."""
    from rich.console import Console
    from rich.markup import escape

    from workbench.curriculum import load_curriculum
    from workbench.glossary import folded
    from workbench.texts import find_passages

    console = Console(soft_wrap=True)
    words = folded(" ".join(text)).split()
    found, last = 0, None
    curriculum = load_curriculum()
    for kind, name, said in _everything(curriculum):
        if all(word in folded(f"{name} {said}") for word in words):
            if kind != last:
                console.print(f"[bold]{kind}[/]")
            console.print(f"  {escape(name)}: {escape(said)}", highlight=False)
            found, last = found + 1, kind
    for number, passage in enumerate(find_passages(curriculum, " ".join(text))):
        if number == 0:
            console.print("[bold]In the text[/]")
        where = f"{passage.lesson}, {passage.heading}" if passage.heading else passage.lesson
        console.print(f"  {escape(where)}: {escape(passage.excerpt)}", highlight=False)
        found += 1
    if not found:
        console.print("Nothing has all these words. Try fewer, or: workbench progress")
        raise typer.Exit(1)


def _everything(curriculum: Curriculum) -> Iterator[tuple[str, str, str]]:
    """Kind, name and what is said of it; those of one kind one after the other."""
    from workbench.glossary import make_glossary
    from workbench.items import items_of

    for lesson in curriculum:
        yield "Lessons", lesson.id, f"{lesson.title}. {lesson.summary}"
    for lesson_id, items in items_of(curriculum).items():
        for item in items if isinstance(items, tuple) else ():
            yield "Exercises and quizzes", f"{lesson_id} {item.name}", f"{item.title} ({item.kind})"
    glossary = make_glossary(curriculum)
    for term in glossary.terms:
        yield "Terms", term.name, f"{term.sentence} ({_places(term.places)})"
    for system in glossary.systems:
        how = "" if system.mode == "real" else "compared with one that you use; "
        note = f" ({system.note})" if system.note else ""
        yield "Systems", system.name, f"{how}{_places(system.places)}{note}"


def _places(places: tuple[Place, ...]) -> str:
    return ", ".join(place.id if place.title is not None else f"to come: {place.id}" for place in places)
