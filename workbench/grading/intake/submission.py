"""A learner's upload as the grader sees it: which cells are code, and where each exercise and each answer stands.

An exercise is found by its name in the code, wherever its cell went and whatever its metadata say. Nothing of the
upload runs here; what was wrong with it is said in plain sentences for the learner's report.
"""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from workbench.checking.attempt import Definition, definitions, is_stub, stub_fingerprints
from workbench.checking.quiz import in_words
from workbench.curriculum import lesson_info, load_curriculum
from workbench.errors import WorkbenchError, nearest
from workbench.grading.intake.magics import Budget, CellError, plain_python
from workbench.grading.intake.reading import (
    MOST_BYTES,
    RawCell,
    RawNotebook,
    Reason,
    Refusal,
    read_bytes,
    read_notebook,
)
from workbench.items import lesson_items

__all__ = ["BrokenCell", "CodeCell", "Found", "Reason", "Refusal", "Submission", "read_submission"]

LIMIT_BYTES = 20_000_000
"""Of a notebook without its outputs."""
MOST_CODE = 2_000_000
"""Characters of code in a whole notebook: a long lesson has 30,000."""
_MOST_NOTES = 60
_LONGEST_ANSWER = 1_000


@dataclass(frozen=True, kw_only=True)
class CodeCell:
    """A cell of plain Python that parses. index: from 0 among all cells of the notebook; source: without magics."""

    index: int
    source: str


@dataclass(frozen=True, kw_only=True)
class BrokenCell:
    """A code cell that is no Python. line: from 1, or None; message: what is wrong; mentions: the exercises whose
    definition seems to stand in it."""

    index: int
    line: int | None
    message: str
    mentions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Found:
    """Where an exercise is defined. cell: index of the cell; line: from 1 in it; given: it is given to ``exercise``, by
    a decorator or a call; stub: it is still what the lesson ships."""

    cell: int
    line: int
    kind: Literal["function", "class"]
    given: bool = True
    stub: bool = False


@dataclass(frozen=True, kw_only=True)
class Submission:
    """What one upload holds for one lesson.

    cells: all code in order, to be executed from top to bottom; exercises: name → the definition that counts: the last
    that is given to ``exercise`` and is more than a stub, else the last without the decorator, else a stub; untouched:
    names of exercises of which there are only stubs; missing: of those that are defined nowhere; quizzes: name → the
    answer as written (a letter or the text of an option, not checked against the options); unanswered quizzes are left
    out. sha256: of the uploaded bytes.
    """

    lesson: str
    sha256: str
    cells: tuple[CodeCell, ...]
    broken: tuple[BrokenCell, ...]
    exercises: Mapping[str, Found]
    missing: tuple[str, ...]
    quizzes: Mapping[str, str]
    notes: tuple[str, ...]
    untouched: frozenset[str] = frozenset()


def read_submission(path: Path, *, lesson_id: str, limit_bytes: int = LIMIT_BYTES) -> Submission:
    """Read an upload for a lesson. path: an .ipynb file or a py:percent script.

    Raises Refusal when the file cannot be graded at all, whatever its bytes are; WorkbenchError when there is no
    such lesson.
    """
    names = _names_of(lesson_id)
    data = read_bytes(path, limit_bytes=max(limit_bytes, MOST_BYTES), slim_bytes=limit_bytes)
    notebook = read_notebook(data, script=path.suffix.lower() == ".py", limit_bytes=limit_bytes)
    reader = _Reader(names)
    reader.notes += notebook.notes
    reader.read(notebook)
    _refuse_another_lesson(lesson_id, notebook, reader)
    return reader.submission(lesson_id, hashlib.sha256(data).hexdigest())


@dataclass(frozen=True, kw_only=True)
class _Names:
    exercises: tuple[str, ...]
    quizzes: tuple[str, ...]
    stubs: Mapping[str, str]


def _names_of(lesson_id: str) -> _Names:
    items = lesson_items(lesson_id)
    return _Names(
        exercises=tuple(item.name for item in items if item.kind == "exercise"),
        quizzes=tuple(item.name for item in items if item.kind == "quiz"),
        stubs=stub_fingerprints(lesson_info(lesson_id).path),
    )


@dataclass
class _Reader:
    """Goes through the cells once and keeps what it finds."""

    names: _Names
    notes: list[str] = field(default_factory=list)
    cells: list[CodeCell] = field(default_factory=list)
    broken: list[BrokenCell] = field(default_factory=list)
    found: dict[str, list[Found]] = field(default_factory=dict)
    answers: dict[str, list[str]] = field(default_factory=dict)
    defined: set[str] = field(default_factory=set)
    mentioned: set[str] = field(default_factory=set)
    lesson_ids: set[str] = field(default_factory=set)
    budget: Budget = field(default_factory=Budget)

    def read(self, notebook: RawNotebook) -> None:
        size = sum(len(cell.source) for cell in notebook.cells if cell.kind == "code")
        if size > MOST_CODE:
            message = f"The notebook holds {size} characters of code, at most {MOST_CODE} are read. "
            message += "Keep data in files, not in cells, and hand it in again."
            raise Refusal(Reason.TOO_LARGE, message)
        for cell in notebook.cells:
            if cell.kind == "code":
                self._code(cell)
            else:
                self._other(cell)

    def _code(self, cell: RawCell) -> None:
        try:
            source, tree, magics = plain_python(cell.source, budget=self.budget)
        except CellError as error:
            self._broken(cell, error)
            return
        if magics:
            shown = ", ".join(f"`{text}`" for text in magics[:3]) + (", …" if len(magics) > 3 else "")
            self.notes.append(f"Cell {cell.index + 1}: {shown} does nothing when the notebook is graded.")
        self.cells.append(CodeCell(index=cell.index, source=source))
        self._definitions(cell, tree)
        self._calls(cell, tree)

    def _broken(self, cell: RawCell, error: CellError) -> None:
        mentions = _mentions(cell.source, self.names.exercises)
        self.mentioned.update(mentions)
        whose = f" of {_listed(mentions)}" if mentions else f" {cell.index + 1}"
        self.notes.append(f"The cell{whose} does not parse: {error}.")
        self.broken.append(BrokenCell(index=cell.index, line=error.line, message=error.text, mentions=mentions))

    def _other(self, cell: RawCell) -> None:
        mentions = _mentions(cell.source, self.names.exercises)
        self.mentioned.update(mentions)
        if mentions:
            kind = {"markdown": "Markdown", "raw": "raw text"}.get(cell.kind, repr(cell.kind[:20]))
            text = f"The cell of {_listed(mentions)} is no code cell but {kind}: what stands in it was not graded."
            self.notes.append(text)

    def _definitions(self, cell: RawCell, tree: ast.Module) -> None:
        for node in definitions(tree):
            self._definition(cell, node)
        for statement in tree.body:
            if isinstance(statement, ast.Assign | ast.AnnAssign):
                self._assignment(cell, statement)

    def _assignment(self, cell: RawCell, node: ast.Assign | ast.AnnAssign) -> None:
        """``name = lesson.exercise(function)`` gives an exercise; any other value is none."""
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        given = isinstance(node.value, ast.Call) and _method(node.value) == "exercise"
        for target in targets:
            if not (isinstance(target, ast.Name) and target.id in self.names.exercises):
                continue
            if given:
                self.defined.add(target.id)
                self.found.setdefault(target.id, []).append(Found(cell=cell.index, line=node.lineno, kind="function"))
            else:
                text = f"Cell {cell.index + 1} assigns a value to {target.id!r}: write it as a def or class."
                self.notes.append(text)

    def _definition(self, cell: RawCell, node: Definition) -> None:
        self.defined.add(node.name)
        if node.name in self.names.exercises:
            kind: Literal["function", "class"] = "class" if isinstance(node, ast.ClassDef) else "function"
            given = any(_method(decorator) == "exercise" for decorator in node.decorator_list)
            stub = is_stub(node, dict(self.names.stubs))
            place = Found(cell=cell.index, line=node.lineno, kind=kind, given=given, stub=stub)
            self.found.setdefault(node.name, []).append(place)
        elif any(_method(decorator) == "exercise" for decorator in node.decorator_list):
            text = f"{node.name[:60]!r} is no exercise of this lesson.{nearest(node.name, self.names.exercises)}"
            self.notes.append(text)

    def _calls(self, cell: RawCell, tree: ast.Module) -> None:
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            if isinstance(node.func, ast.Name) and node.func.id == "Lesson":
                if (lesson := _argument(node, "lesson_id")) is not None:
                    self.lesson_ids.add(lesson[:200])
            elif _method(node.func) == "quiz":
                self._quiz(cell, node)

    def _quiz(self, cell: RawCell, call: ast.Call) -> None:
        name = _argument(call, "name")
        if name is None:
            self.notes.append(f"Cell {cell.index + 1} asks a quiz whose name is not written out: it was not graded.")
        elif name not in self.names.quizzes:
            self.notes.append(f"{name[:60]!r} is no quiz of this lesson.{nearest(name[:60], self.names.quizzes)}")
        else:
            self._answer(name, next((k.value for k in call.keywords if k.arg == "answer"), None), _options(call))

    def _answer(self, name: str, given: ast.expr | None, options: list[str]) -> None:
        """Keep an answer that is written out; none and ``...`` are no answer. options: as they stand in the cell, whose
        order is the learner's own: a letter means what it means there."""
        if given is None or (isinstance(given, ast.Constant) and given.value is ...):
            return
        if not isinstance(given, ast.Constant) or not isinstance(given.value, str):
            text = (
                f"The answer of the quiz {name!r} is not written out as a text: write a letter or an option in quotes."
            )
            self.notes.append(text)
        elif len(given.value) > _LONGEST_ANSWER:
            self.notes.append(f"The answer of the quiz {name!r} is longer than any option and was not read.")
        else:
            text = given.value.encode("utf-8", "replace").decode("utf-8")  # "\ud800" is a text that no file can hold
            self.answers.setdefault(name, []).append(in_words(text, options))

    def submission(self, lesson_id: str, sha256: str) -> Submission:
        chosen = {name: _that_counts(places) for name, places in self.found.items()}
        for name, places in self.found.items():
            if len(places) > 1:
                self.notes.append(f"{name!r} is defined {_times(len(places))}: {_why(places, chosen[name])}.")
        for name, answers in self.answers.items():
            if len(answers) > 1:
                self.notes.append(f"The quiz {name!r} is answered {_times(len(answers))}: the last answer counts.")
        missing = tuple(name for name in self.names.exercises if name not in self.found)
        for name in missing:
            if name not in self.mentioned:
                self.notes.append(f"{name!r} is not in the notebook.")
        return Submission(
            lesson=lesson_id,
            sha256=sha256,
            cells=tuple(self.cells),
            broken=tuple(self.broken),
            exercises={name: chosen[name] for name in self.names.exercises if name in chosen},
            untouched=frozenset(name for name, place in chosen.items() if place.stub),
            missing=missing,
            quizzes={name: self.answers[name][-1] for name in self.names.quizzes if name in self.answers},
            notes=_at_most(self.notes),
        )


def _that_counts(places: list[Found]) -> Found:
    """A stub never takes the place of what was written, wherever it stands."""
    written = [place for place in places if not place.stub]
    return ([place for place in written if place.given] or written or places)[-1]


def _why(places: list[Found], chosen: Found) -> str:
    if chosen is places[-1]:
        return "the last counts"
    if any(place.stub for place in places[places.index(chosen) + 1 :]):
        return f"cell {chosen.cell + 1} counts, and no stub"
    return f"the last with `@lesson.exercise` counts, in cell {chosen.cell + 1}"


def _times(count: int) -> str:
    return "twice" if count == 2 else f"{count} times"


def _listed(names: Iterable[str]) -> str:
    return " and ".join(repr(name) for name in names)


def _at_most(notes: list[str]) -> tuple[str, ...]:
    clean = [note.encode("utf-8", "replace").decode("utf-8") for note in dict.fromkeys(notes)]
    if len(clean) <= _MOST_NOTES:
        return tuple(clean)
    return (*clean[:_MOST_NOTES], f"… and {len(clean) - _MOST_NOTES} more remarks of this kind.")


def _mentions(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names whose definition seems to stand in a text that is no Python."""
    written = set(re.findall(r"^[ \t>]*(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)", text, re.MULTILINE))
    return tuple(name for name in names if name in written)


def _options(call: ast.Call) -> list[str]:
    """The options of a quiz, where all are written out; else none."""
    given = call.args[2] if len(call.args) > 2 else next((k.value for k in call.keywords if k.arg == "options"), None)
    parts = given.elts if isinstance(given, ast.List | ast.Tuple) else []
    texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return texts if len(texts) == len(parts) and all(len(text) <= _LONGEST_ANSWER for text in texts) else []


def _method(node: ast.expr) -> str | None:
    """``quiz`` for ``lesson.quiz`` and ``lesson.quiz(…)``, whatever the learner calls the lesson."""
    function = node.func if isinstance(node, ast.Call) else node
    named = isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name)
    return function.attr if named and isinstance(function, ast.Attribute) else None


def _argument(call: ast.Call, keyword: str) -> str | None:
    """The first argument, given by position or by keyword, if it is written out as a text."""
    given = call.args[0] if call.args else next((k.value for k in call.keywords if k.arg == keyword), None)
    return given.value if isinstance(given, ast.Constant) and isinstance(given.value, str) else None


# -- another lesson's notebook -----------------------------------------------------------------------------------------


def _refuse_another_lesson(lesson_id: str, notebook: RawNotebook, reader: _Reader) -> None:
    """Raise Refusal when the notebook belongs to another lesson: by the id it gives to Lesson, else by its exercises.

    Somebody may paste the right exercises below a wrong id, and the reverse, so neither decides alone.
    """
    named = reader.lesson_ids or ({notebook.lesson} if notebook.lesson else set())
    if lesson_id in named:
        return
    own = (reader.defined | reader.mentioned) & set(reader.names.exercises)
    other, shared = _nearest_lesson(lesson_id, reader.defined)
    if len(own) >= max(shared, 1):
        if named:
            reader.notes.append(f"The notebook says that it is {_first(named)}, but its exercises are of {lesson_id}.")
        return
    if not named and not shared and reader.answers:
        return
    found = _first(named) if named else other
    what = f"This is the notebook of {found}." if found else f"The notebook holds no exercise of {lesson_id}."
    raise Refusal(Reason.WRONG_NOTEBOOK, f"{what} Hand in the notebook of {lesson_id}.")


def _first(names: set[str]) -> str:
    return ascii(min(names)[:80]).strip("'")


def _nearest_lesson(lesson_id: str, defined: set[str]) -> tuple[str, int]:
    """The other lesson of whose exercises most are defined, and how many."""
    best, most = "", 0
    for info in load_curriculum():
        if info.id == lesson_id:
            continue
        try:
            count = len(defined & set(_names_of(info.id).exercises))
        except WorkbenchError:  # a lesson that cannot be read is no lesson to compare with
            continue
        if count > most:
            best, most = info.id, count
    return best, most
