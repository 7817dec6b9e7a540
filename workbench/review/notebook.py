"""The notebook of a review: ``<workspace>/review/<date>.ipynb``, the learner's from the moment it is made.

It is written once and never again. What is due while one of today is unfinished brings that one back; when nothing of
it is due any more, the next is ``<date>-2.ipynb``. The date is the one on the learner's clock.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Literal

import nbformat
from nbformat import NotebookNode

from workbench.content import state_dir, workspace_root
from workbench.errors import WorkbenchError
from workbench.files import write_atomic
from workbench.items import Item
from workbench.locks import locked
from workbench.notebooks import KERNEL_NAME, KERNELSPEC, assign_ids
from workbench.review.agenda import Agenda, Entry, choose
from workbench.review.context import Piece
from workbench.review.store import Key
from workbench.workspace import language_info, materialise, notebook_path, trust

MOST = 10
"""Items in a review, unless another number is asked for: about half an hour."""


_WIDTH = 118


@dataclass(frozen=True, kw_only=True)
class ReviewNotebook:
    """path: of the notebook; action: made now, or kept, because the learner has begun it; items: what is due in it."""

    path: Path
    action: Literal["made", "kept"]
    items: tuple[Key, ...]


def make_review(agenda: Agenda, now: datetime, *, limit: int = MOST, new: bool = False) -> ReviewNotebook | None:
    """The notebook for what is due; None when nothing is.

    limit: the most items in a notebook that is made; new: make one even if today's is unfinished. Raises WorkbenchError
    when the workspace cannot be written.
    """
    chosen = choose(agenda.due, limit)
    if not chosen:
        return None
    with telling_unwritable("review"):
        for entry in chosen:
            if not notebook_path(entry.lesson.id).exists():  # so that the link leads somewhere
                materialise(entry.lesson.id)
        with locked(state_dir() / "workspace.lock"):
            return _make(agenda, chosen, now, new=new)


@contextmanager
def telling_unwritable(what: str) -> Iterator[None]:
    """What the system refuses becomes a WorkbenchError that says what to do. what: is being written."""
    try:
        yield
    except OSError as error:
        raise WorkbenchError(
            f"{error.filename or f'The {what}'} cannot be written: {error.strerror or error}. Check the rights of the "
            "folder and the room on the disk, or choose another folder with WORKBENCH_WORKSPACE."
        ) from error


def write_notebook(path: Path, notebook: NotebookNode) -> None:
    """Write a notebook that the workbench has made, whose outputs may be shown."""
    write_atomic(path, f"{nbformat.writes(notebook)}\n")  # type: ignore[no-untyped-call]
    trust(notebook)


def _make(agenda: Agenda, chosen: Sequence[Entry], now: datetime, *, new: bool) -> ReviewNotebook:
    due = {entry.key for entry in agenda.due}
    day = now.astimezone().date().isoformat()
    for number in count(1):
        name = day if number == 1 else f"{day}-{number}"
        path = workspace_root() / "review" / f"{name}.ipynb"
        if not path.exists():
            break
        unfinished = tuple(key for key in _items_of(path) if key in due)
        if unfinished and not new:
            return ReviewNotebook(path=path, action="kept", items=unfinished)
    write_notebook(path, build_notebook(chosen, name))
    return ReviewNotebook(path=path, action="made", items=tuple(entry.key for entry in chosen))


def _items_of(path: Path) -> list[Key]:
    """The items a review was made for; none when the file can no longer tell."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))["metadata"]["workbench"]["items"]
        return [(str(lesson), str(name)) for lesson, name in found]
    except (ValueError, KeyError, TypeError):
        return []


# -- what is in it -----------------------------------------------------------------------------------------------------

_INTRODUCTION = """\
# Review

{what}, back before you forget. Answer from memory and run the cell: it is checked at once, on inputs drawn for this
review. `review.hint("name")` and `review.solution("name")` help, and bring the item back sooner.

Run the next cell first. Its code, which is folded away, brings what the exercises build on."""


def build_notebook(entries: Sequence[Entry], name: str, *, introduction: str = "") -> NotebookNode:
    """The notebook of the review ``name``, its items in the given order.

    introduction: of a test whether a lesson is known; without one it is a review of what is due.
    """
    said = introduction or _INTRODUCTION.format(what=_how_many(entries))
    cells = [
        nbformat.v4.new_markdown_cell(said),  # type: ignore[no-untyped-call]
        # Whoever wants to see it can; it is not what the review is about.
        nbformat.v4.new_code_cell(  # type: ignore[no-untyped-call]
            setup_code(entries, name, test=bool(introduction)),
            metadata={"jupyter": {"source_hidden": True}, "tags": ["setup"]},
        ),
    ]
    for number, entry in enumerate(entries, start=1):
        title = f"## {number} of {len(entries)}: {entry.item.name}"
        title += "" if introduction else f"\n\n{_origin(entry)}"
        cells.append(nbformat.v4.new_markdown_cell(title))  # type: ignore[no-untyped-call]
        code = entry.context.stub if entry.context is not None else quiz_code(entry.lesson.id, entry.item, name)
        cells.append(nbformat.v4.new_code_cell(code))  # type: ignore[no-untyped-call]
    kernel = f"{KERNEL_NAME}-{entries[0].lesson.isolated}" if entries[0].lesson.isolated else KERNEL_NAME
    notebook: NotebookNode = nbformat.v4.new_notebook(cells=cells)  # type: ignore[no-untyped-call]
    notebook.metadata = nbformat.from_dict(  # type: ignore[no-untyped-call]
        {
            "kernelspec": {**KERNELSPEC, "name": kernel},
            "language_info": language_info(),  # else opening it would look like an edit
            "workbench": {"review": name, "items": [list(entry.key) for entry in entries]},
        }
    )
    assign_ids(notebook)
    return notebook


def setup_code(entries: Sequence[Entry], name: str, *, test: bool = False) -> str:
    """The imports of the lessons, the review, and what else the exercises need, each lesson's in its own order."""
    imports: dict[str, None] = {}
    rest: list[str] = []
    for lesson, pieces in _pieces(entries).items():
        for piece in pieces:
            if piece.kind in ("import", "setting"):
                imports[piece.text] = None
            elif piece.kind == "exercise":
                rest += [f"{given} = review.given({_text(lesson)}, {_text(given)})" for given in piece.binds]
            elif piece.kind == "code" or piece.text not in rest:
                rest.append(piece.text)
    imports["from workbench.review import Review"] = None
    parts = ["\n".join(_tidy(imports)), _review_code(entries, name, test), *_spaced(rest)]
    return "# What the exercises below build on, taken from their lessons.\n" + "\n\n".join(parts)


def _pieces(entries: Sequence[Entry]) -> dict[str, list[Piece]]:
    """Lesson id → all that its exercises need, each piece once."""
    found: dict[str, dict[Piece, None]] = {}
    for entry in sorted(entries, key=lambda entry: entry.lesson.id):
        if entry.context is not None:
            found.setdefault(entry.lesson.id, {}).update(dict.fromkeys(entry.context.pieces))
    return {lesson: sorted(pieces, key=lambda piece: piece.line) for lesson, pieces in found.items()}


def _tidy(imports: Iterable[str]) -> list[str]:
    """``from … import`` of the future first, as Python wants it, and one line for each module in a row."""
    lines: list[str] = []
    for text in sorted(imports, key=lambda line: not line.startswith("from __future__")):
        module, _, name = text.partition(" import ")
        if lines and name and lines[-1].startswith(f"{module} import ") and len(lines[-1]) + len(name) < _WIDTH:
            lines[-1] += f", {name}"
        else:
            lines.append(text)
    return lines


def _spaced(statements: Iterable[str]) -> list[str]:
    """Statements of one line together, longer ones apart."""
    parts: list[str] = []
    for text in statements:
        if parts and "\n" not in text and "\n" not in parts[-1].split("\n\n")[-1]:
            parts[-1] += f"\n{text}"
        else:
            parts.append(text)
    return parts


def _review_code(entries: Sequence[Entry], name: str, test: bool) -> str:
    lessons: dict[str, list[str]] = {}
    for entry in entries:
        lessons.setdefault(entry.lesson.id, []).append(entry.item.name)
    lines = [f"        {_text(lesson)}: [{', '.join(map(_text, names))}]," for lesson, names in lessons.items()]
    return "\n".join(
        [
            "review = Review(",
            f"    {_text(name)},",
            "    {",
            *lines,
            "    },",
            *(["    test=True,"] if test else []),
            ")",
        ]
    )


def quiz_code(lesson_id: str, item: Item, review: str) -> str:
    """The question with its options in an order of this review, which is never that of the lesson."""
    options = list(item.options)
    random.Random(f"{review}\n{lesson_id}\n{item.name}").shuffle(options)
    if options == list(item.options):
        options = [*options[1:], options[0]]
    lines = [_text(item.name), _text(item.title), "[", *(f"    {_text(option)}," for option in options), "]"]
    ends = [",", ",", *[""] * (len(options) + 1), ","]
    body = [f"    {line}{end}" for line, end in zip(lines, ends, strict=True)]
    return "\n".join(["review.quiz(", *body, "    answer=...,", ")"])


def _text(value: str) -> str:
    """A literal, double-quoted where that needs no backslashes: JSON's are read alike by Python."""
    return repr(value) if '"' in value else json.dumps(value, ensure_ascii=False)


def _origin(entry: Entry) -> str:
    day = entry.plan.last.astimezone()
    link = f"[{entry.lesson.title}](../{entry.lesson.id}.ipynb)"
    return f"From {link}. Last time, on {day.day} {day:%B %Y}: {entry.plan.why}."


def _how_many(entries: Sequence[Entry]) -> str:
    lessons = len({entry.lesson.id for entry in entries})
    items = "One item" if len(entries) == 1 else f"{len(entries)} items"
    return items if len(entries) == 1 else f"{items} of {lessons} {'lesson' if lessons == 1 else 'lessons'}"
