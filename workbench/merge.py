"""Bring a changed lesson into a learner's notebook, cell by cell, without losing anything of the learner's.

Three versions take part: the lesson as the learner got it (base), the learner's notebook (mine) and the lesson as it
is now (new). Cells are recognised by the ids that a lesson's cells get from what they are, changed text by its
likeness. Where only one side changed a cell, that side is taken; where both did, line by line; where they contradict
each other, the learner's cell stays and the new version is shown below it.
"""

from __future__ import annotations

import ast
import copy
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

import nbformat
from nbformat import NotebookNode

from workbench.recognise import is_held, recognise

_ALIKE = 0.5
_KEY = "workbench"


@dataclass(kw_only=True)
class Merged:
    """The merged notebook, with what happened to it as counts of cells."""

    notebook: NotebookNode
    updated: int = 0
    added: int = 0
    removed: int = 0
    restored: int = 0
    conflicts: int = 0
    kept: list[str] = field(default_factory=list)
    retyped: list[str] = field(default_factory=list)

    def notes(self) -> list[str]:
        """What happened, as sentences; empty when nothing did."""
        counted = [
            (self.updated, "{} updated"),
            (self.added, "{} new"),
            (self.removed, "{} removed"),
            (self.restored, "{} that you had deleted came back because the lesson changed them"),
        ]
        parts = [text.format(_cells(number)) for number, text in counted if number]
        lines = [f"The lesson has changed since you opened it: {', '.join(parts)}."] if parts else []
        if self.conflicts:
            lines.append(
                f"{_cells(self.conflicts).capitalize()} of yours could not be combined with the new version. Your "
                "version was kept, and the new one stands below it."
            )
        if self.retyped:
            names = ", ".join(key.partition("-")[2] for key in self.retyped)
            lines.append(f"The lesson has changed {names}, which you have typed anew: your version stays as it is.")
        if self.kept:
            lines.append(f"{_cells(len(self.kept)).capitalize()} that the lesson no longer has were kept as your own.")
        return lines


def _cells(number: int) -> str:
    return "one cell" if number == 1 else f"{number} cells"


@dataclass(frozen=True, kw_only=True)
class _Base:
    """A cell as the lesson shipped it. source: None when only its hash is known."""

    id: str
    kind: str
    hash: str
    source: str | None


def source_hash(cell: NotebookNode) -> str:
    """The hash of a cell's kind and source."""
    return hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:16]


def stamp(notebook: NotebookNode) -> NotebookNode:
    """A copy of a shipped notebook whose cells carry the id and hash with which they were shipped."""
    stamped = copy.deepcopy(notebook)
    for cell in stamped.cells:
        cell.metadata[_KEY] = nbformat.from_dict({"id": cell.id, "hash": source_hash(cell)})  # type: ignore[no-untyped-call]
    return stamped


def is_untouched(notebook: NotebookNode, base: NotebookNode) -> bool:
    """Whether the learner's notebook holds nothing but what was shipped: no edit, no own cell, no output."""
    return [source_hash(c) for c in notebook.cells] == [source_hash(c) for c in base.cells] and not any(
        cell.get("outputs") or cell.get("attachments") or cell.get("execution_count") for cell in notebook.cells
    )


def merge(base: NotebookNode | None, mine: NotebookNode, new: NotebookNode) -> Merged:
    """Merge ``new`` into ``mine``. base, new: stamped; base None: it was lost, then the stamps in ``mine`` serve."""
    bases = _bases(base, mine)
    run = _Run(mine=mine, new=new, bases=bases, partner=_pair(bases, new.cells))
    return run.merge()


def _bases(base: NotebookNode | None, mine: NotebookNode) -> list[_Base]:
    if base is not None:
        return [
            _Base(id=cell.id, kind=cell.cell_type, hash=source_hash(cell), source=cell.source) for cell in base.cells
        ]
    found: dict[str, _Base] = {}
    for cell in mine.cells:
        mark = cell.metadata.get(_KEY, {})
        if "hash" in mark and "id" in mark and mark["id"] not in found:
            same = source_hash(cell) == mark["hash"]
            found[mark["id"]] = _Base(
                id=mark["id"], kind=cell.cell_type, hash=mark["hash"], source=cell.source if same else None
            )
    return list(found.values())


def _pair(bases: list[_Base], cells: list[NotebookNode]) -> dict[str, _Base]:
    """New cell's id → the base cell it comes from: by id, then by likeness among those between two known ones."""
    by_id = {base.id: base for base in bases}
    pairs = {cell.id: by_id[cell.id] for cell in cells if cell.id in by_id}
    place = {base.id: number for number, base in enumerate(bases)}
    start = 0
    waiting: list[NotebookNode] = []
    for cell in [*cells, None]:
        if cell is not None and cell.id not in pairs:
            waiting.append(cell)
            continue
        end = place[cell.id] if cell is not None else len(bases)
        _pair_alike(bases[start:end], waiting, pairs)
        waiting = []
        start = max(start, end + 1)
    return pairs


def _pair_alike(bases: list[_Base], cells: list[NotebookNode], pairs: dict[str, _Base]) -> None:
    taken = {base.id for base in pairs.values()}
    left = [base for base in bases if base.id not in taken and base.source is not None]
    for cell in cells:
        # An exercise or quiz is known by its name: another name is another one, however alike.
        named = cell.id.startswith(("exercise-", "quiz-"))
        for position, base in enumerate(left):
            matcher = SequenceMatcher(None, base.source or "", cell.source, autojunk=False)
            if not named and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE:
                pairs[cell.id] = base
                left = left[position + 1 :]
                break


@dataclass(kw_only=True)
class _Run:
    mine: NotebookNode
    new: NotebookNode
    bases: list[_Base]
    partner: dict[str, _Base]
    counts: Merged = field(init=False)

    def merge(self) -> Merged:
        result = copy.deepcopy(self.new)
        # The learner's notebook-wide state (widgets, language details) stays; what the lesson says comes last.
        result.metadata = nbformat.from_dict({**self.mine.metadata, **self.new.metadata})  # type: ignore[no-untyped-call]
        if "language_info" in self.mine.metadata:
            result.metadata["language_info"] = self.mine.metadata["language_info"]
        self.counts = Merged(notebook=result)
        known = {base.id for base in self.bases} | {cell.id for cell in self.new.cells}
        self.theirs = self._recognised(_learners_cells(self.mine.cells, known))
        self.notes = _conflict_notes(self.mine.cells)
        goes_to = {base.id: new_id for new_id, base in self.partner.items()}
        followers = self._followers(goes_to)
        cells = list(followers.pop("", []))
        for cell in result.cells:
            cells += [*self._merge_cell(cell), *followers.pop(cell.id, [])]
        result.cells = _unique_ids(cells)
        return self.counts

    def _recognised(self, by_id: dict[str, NotebookNode]) -> dict[str, NotebookNode]:
        """Shipped id → the learner's cell, also where ids were lost or a solution was typed elsewhere."""
        shipped = {base.id: (base.kind, base.source) for base in self.bases if base.source is not None}
        for cell in self.new.cells:
            if cell.id not in self.partner:
                shipped[cell.id] = (cell.cell_type, cell.source)
        others = [cell for cell in self.mine.cells if not _is_note(cell)]
        found = recognise(by_id, others, shipped)
        # A stub that nobody touched says nothing beside the solution that was typed elsewhere.
        self.stubs = {id(cell) for key, cell in by_id.items() if found[key] is not cell}
        self.retyped = {key for key, cell in found.items() if by_id.get(key) is not cell and _is_item(key)}
        return found

    def _followers(self, goes_to: dict[str, str]) -> dict[str, list[NotebookNode]]:
        """Id of a new cell → the learner's own cells that stand after it; "" for those at the top."""
        followers: dict[str, list[NotebookNode]] = {}
        anchor = ""
        shipped = {id(cell): key for key, cell in self.theirs.items()}
        for cell in self.mine.cells:
            key = shipped.get(id(cell))
            if id(cell) in self.stubs:
                continue
            if key is None:
                if not _is_note(cell):
                    followers.setdefault(anchor, []).append(copy.deepcopy(cell))
            elif key in goes_to or any(key == new.id for new in self.new.cells):
                anchor = goes_to.get(key, key)
            else:
                followers.setdefault(anchor, []).extend(self._leave(cell, key))
        return followers

    def _leave(self, cell: NotebookNode, key: str) -> list[NotebookNode]:
        """A cell that the lesson no longer has: gone if untouched, the learner's own if not."""
        hashes = {base.id: base.hash for base in self.bases}
        if source_hash(cell) == hashes.get(key):
            self.counts.removed += 1
            return []
        own = copy.deepcopy(cell)
        own.metadata.pop(_KEY, None)
        self.counts.kept.append(key)
        return [own]

    def _absent(self, new: NotebookNode, base: _Base | None) -> list[NotebookNode]:
        """A cell of the lesson that the learner's notebook does not have."""
        if is_held(self.mine.cells, new.id):
            return []  # the learner has it in another cell, which must stay the last word
        if base is None:
            self.counts.added += 1
        elif base.hash == source_hash(new):
            return []  # deleted by the learner, and nothing new to say
        else:
            self.counts.restored += 1
        return [new]

    def _merge_cell(self, new: NotebookNode) -> list[NotebookNode]:
        base = self.partner.get(new.id)
        mine = self.theirs.get(base.id if base else new.id)
        note = self.notes.get(base.id if base else new.id)
        if mine is None:
            return self._absent(new, base)
        kept = _with_metadata(mine, new)
        shipped = base.hash if base else mine.metadata.get(_KEY, {}).get("hash")
        if shipped == source_hash(new):
            return [kept, note] if note is not None else [kept]
        if source_hash(mine) == source_hash(new):
            return [kept]
        self.counts.updated += 1
        if source_hash(mine) == shipped:
            if new.cell_type == "markdown" and mine.get("attachments"):
                new["attachments"] = mine["attachments"]
            return [new]
        text = _merge_text(base.source if base else None, mine, new)
        if text is not None:
            kept.source = text
            return [kept]
        self.counts.updated -= 1
        if (base.id if base else new.id) in self.retyped:
            self.counts.retyped.append(new.id)
            return [kept]
        self.counts.conflicts += 1
        return [kept, _note(new)]


def _learners_cells(cells: list[NotebookNode], known: set[str]) -> dict[str, NotebookNode]:
    """Shipped id → the learner's cell. By id, and for notebooks whose ids were lost on the way by the stamp."""
    found: dict[str, NotebookNode] = {}
    for cell in cells:
        if cell.get("id") in known and not _is_note(cell):
            found.setdefault(cell.id, cell)
    taken = {id(cell) for cell in found.values()}
    for cell in cells:
        key = cell.metadata.get(_KEY, {}).get("id")
        if key in known and key not in found and id(cell) not in taken:
            found[key] = cell
    return found


def _is_item(key: str) -> bool:
    return key.startswith(("exercise-", "quiz-"))


def _conflict_notes(cells: list[NotebookNode]) -> dict[str, NotebookNode]:
    return {cell.metadata[_KEY]["note"]: cell for cell in cells if _is_note(cell)}


def _is_note(cell: NotebookNode) -> bool:
    return "note" in cell.metadata.get(_KEY, {})


def _with_metadata(mine: NotebookNode, new: NotebookNode) -> NotebookNode:
    """The learner's cell under the new cell's identity."""
    kept = copy.deepcopy(mine)
    kept["id"] = new.id
    kept.metadata = nbformat.from_dict({**mine.metadata, **new.metadata})  # type: ignore[no-untyped-call]
    return kept


def _merge_text(base: str | None, mine: NotebookNode, new: NotebookNode) -> str | None:
    """Both changes in one text; None when they touch the same lines, or together are no longer valid code."""
    if base is None or mine.cell_type != new.cell_type:
        return None
    text = merge_lines(base, mine.source, new.source)
    if text is None:
        return None
    if mine.cell_type == "code" and _parses(mine.source) and not _parses(text):
        return None
    return text


_Change = tuple[int, int, tuple[str, ...]]
"""The lines of the base from the first number up to the second give way to these."""


def merge_lines(base: str, mine: str, new: str) -> str | None:
    """A strict three-way merge of lines: None where both sides changed the same lines or lines that touch.

    Strict, because half of a learner's solution above half of another one may well run, and be wrong.
    """
    lines = base.split("\n")
    ours, theirs = _changes(lines, mine.split("\n")), _changes(lines, new.split("\n"))
    theirs = [change for change in theirs if change not in ours]
    if any(first[0] <= second[1] and second[0] <= first[1] for first in ours for second in theirs):
        return None
    for start, end, replacement in sorted([*ours, *theirs], reverse=True):
        lines[start:end] = replacement
    return "\n".join(lines)


def _changes(base: list[str], other: list[str]) -> list[_Change]:
    opcodes = SequenceMatcher(None, base, other, autojunk=False).get_opcodes()
    return [(i1, i2, tuple(other[j1:j2])) for kind, i1, i2, j1, j2 in opcodes if kind != "equal"]


def _parses(text: str) -> bool:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError):
        return False
    return True


def _note(new: NotebookNode) -> NotebookNode:
    """A cell that shows the new version of the cell above it."""
    fence = "`" * max(3, 1 + max((len(run) for run in _runs(new.source, "`")), default=0))
    kind = "python" if new.cell_type == "code" else "markdown"
    text = (
        "#### The lesson changed here\n\nThe cell above is yours, as you left it. The lesson now has this in its "
        f"place; take over what you want, then delete this cell.\n\n{fence}{kind}\n{new.source}\n{fence}"
    )
    cell = nbformat.v4.new_markdown_cell(text)  # type: ignore[no-untyped-call]
    cell["id"] = hashlib.sha256(f"note {new.id} {new.source}".encode()).hexdigest()[:12]
    cell.metadata[_KEY] = nbformat.from_dict({"note": new.id})  # type: ignore[no-untyped-call]
    return cell  # type: ignore[no-any-return]


def _runs(text: str, character: str) -> Iterable[str]:
    run = ""
    for each in f"{text} ":
        if each == character:
            run += each
        elif run:
            yield run
            run = ""


def _unique_ids(cells: list[NotebookNode]) -> list[NotebookNode]:
    """The cells, where a second one with the same id (a copy of the learner's) gets a new one."""
    shipped = {cell.id for cell in cells if cell.metadata.get(_KEY, {}).get("id") == cell.get("id")}
    seen: set[str] = set()
    for cell in cells:
        mark: dict[str, Any] = cell.metadata.get(_KEY, {})
        own = mark.get("id") != cell.get("id")
        if "id" not in cell or cell.id in seen or (own and cell.id in shipped):
            cell["id"] = nbformat.v4.new_code_cell().id  # type: ignore[no-untyped-call]
        seen.add(cell.id)
    return cells
