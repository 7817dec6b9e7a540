"""What is due: the plans of a learner, held against the lessons as they are now."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from workbench.content import checks_dir, lessons_dir
from workbench.curriculum import Curriculum, LessonInfo, load_curriculum
from workbench.errors import WorkbenchError
from workbench.index import Index, Kind, Stamp, stamp_of
from workbench.items import Item, lesson_items
from workbench.notebooks import read_solution_source
from workbench.review.context import Context, exercise_context
from workbench.review.schedule import Plan
from workbench.review.store import Key, PlanStore


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An item that can be reviewed."""

    lesson: LessonInfo
    item: Item
    plan: Plan

    @property
    def context(self) -> Context | None:
        """What an exercise needs; None for a quiz. It takes the lesson apart: ask only for what goes into a notebook.

        Raises WorkbenchError when the lesson has changed since, and no longer has it.
        """
        return None if self.item.kind == "quiz" else _context(self.lesson, self.item.name)

    @property
    def key(self) -> Key:
        return self.lesson.id, self.item.name


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """due, later: the longest due first; notes: sentences about what was left out and why."""

    due: tuple[Entry, ...]
    later: tuple[Entry, ...]
    notes: tuple[str, ...] = ()

    @property
    def next_due(self) -> Entry | None:
        return self.later[0] if self.later else None


def build_agenda(store: PlanStore, now: datetime, *, lessons: Sequence[str] = ()) -> Agenda:
    """What is due at ``now`` (with its time zone).

    lessons: ids, globs or tracks to keep to. Raises WorkbenchError for one that matches nothing, and ProgressError.
    """
    curriculum = load_curriculum()
    wanted = {lesson.id for lesson in curriculum.select(lessons)} if lessons else None
    entries, notes = [], []
    with Index(lessons_dir()) as index:
        shelf = _Shelf(curriculum, index)
        for key, plan in sorted(store.plans().items(), key=lambda pair: (pair[1].due, pair[0])):
            if wanted is not None and key[0] not in wanted:
                continue
            try:
                entries.append(_entry(shelf, key, plan))
            except WorkbenchError as error:
                notes.append(f"Left out: {key[1]} of {key[0]}. {error}")
    return Agenda(
        due=tuple(entry for entry in entries if entry.plan.is_due(now)),
        later=tuple(entry for entry in entries if not entry.plan.is_due(now)),
        notes=tuple(notes),
    )


class _Shelf:
    """The lessons while one agenda is built: each is looked up once, however many of its items have a plan."""

    def __init__(self, curriculum: Curriculum, index: Index) -> None:
        self.curriculum = curriculum
        self.items = cache(lesson_items)
        self.demands = cache(lambda lesson_id: _demands(index, curriculum[lesson_id]))
        self.is_installed = cache(_is_installed)


def entries_of(lesson_id: str, plan: Plan) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """All items of a lesson that can stand outside it, in its order, each with the given plan; and sentences about
    those that cannot. Raises WorkbenchError for an unknown lesson."""
    entries, notes = [], []
    with Index(lessons_dir()) as index:
        shelf = _Shelf(load_curriculum(), index)
        for item in lesson_items(lesson_id):
            try:
                entries.append(_entry(shelf, (lesson_id, item.name), plan))
            except WorkbenchError as error:
                notes.append(f"Left out: {item.name}. {error}")
    return tuple(entries), tuple(notes)


def _entry(shelf: _Shelf, key: Key, plan: Plan) -> Entry:
    """Raises WorkbenchError that says why the item cannot be reviewed."""
    lesson_id, name = key
    if lesson_id not in shelf.curriculum.lessons:
        raise WorkbenchError("There is no such lesson any more.")
    lesson = shelf.curriculum[lesson_id]
    item = next((item for item in shelf.items(lesson_id) if item.name == name), None)
    if item is None:
        raise WorkbenchError("The lesson no longer has it.")
    demand = shelf.demands(lesson_id)[name]
    if demand.problem is not None:
        raise WorkbenchError(demand.problem)
    # An environment of its own has libraries that are not here, and its own kernel to say so.
    absent = [] if lesson.isolated else [module for module in demand.modules if not shelf.is_installed(module)]
    if absent:
        raise WorkbenchError(f"It needs {', '.join(absent)}, which is not installed. See: workbench doctor")
    return Entry(lesson=lesson, item=item, plan=plan)


# -- what an item demands, which is kept in the index ------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class _Demand:
    """problem: why the item cannot be reviewed, None if it can; modules: what must be installed for it."""

    problem: str | None = None
    modules: tuple[str, ...] = ()


def _demands(index: Index, lesson: LessonInfo) -> dict[str, _Demand]:
    """Name of an item → what it demands. Raises WorkbenchError for a lesson that does not parse."""
    checks = checks_dir()
    if checks is None:
        return index.recall(_SOLVED, lesson.path, lesson.solution_path)
    return index.recall(_RELEASED, lesson.path, checks / f"{lesson.id}.json")


def _of_solved(lesson: Path, _solution: Path) -> dict[str, _Demand]:
    return _each(lesson, _solved_quiz, _solved_exercise)


def _of_released(lesson: Path, _checks: Path) -> dict[str, _Demand]:
    return _each(lesson, _released_quiz, _released_exercise)


def _each(
    lesson: Path, quiz: Callable[[str, Item], _Demand], exercise: Callable[[str, Item], _Demand]
) -> dict[str, _Demand]:
    lesson_id = f"{lesson.parent.name}/{lesson.stem}"
    found: dict[str, _Demand] = {}
    for item in lesson_items(lesson_id):
        try:
            demand = quiz(lesson_id, item) if item.kind == "quiz" else exercise(lesson_id, item)
        except WorkbenchError as error:
            demand = _Demand(problem=str(error))
        found.setdefault(item.name, demand)
    return found


def _solved_quiz(lesson_id: str, item: Item) -> _Demand:
    if read_solution_source(lesson_id).answers.get(item.name) not in item.options:
        raise WorkbenchError("The lesson does not offer its answer as an option written out as a text.")
    return _Demand()


def _solved_exercise(lesson_id: str, item: Item) -> _Demand:
    references = read_solution_source(lesson_id).references
    if item.name not in references:
        raise WorkbenchError("It has no solution to check it by.")
    context = exercise_context(lesson_id, item.name, references[item.name])
    return _Demand(modules=tuple(sorted(context.modules)))


def _released_quiz(_lesson_id: str, _item: Item) -> _Demand:
    raise WorkbenchError("The answers of this course are kept by its instructor.")


def _released_exercise(lesson_id: str, item: Item) -> _Demand:
    """In the release of a course: its public cases can judge it, and there is nothing to stand in for another."""
    from workbench.grading.release.public import PublicChecker

    if PublicChecker(lesson_id).judge(item.name) != "equal":
        raise WorkbenchError("It is judged when it is handed in.")
    context = exercise_context(lesson_id, item.name, None)
    if context.given:
        raise WorkbenchError(f"It builds on {', '.join(context.given)}, and the release has no solution of that.")
    return _Demand()


_USED = (exercise_context, read_solution_source, lesson_items)
_SOLVED: Kind[dict[str, _Demand]] = Kind("reviews", dict[str, _Demand], _of_solved, uses=_USED)
_RELEASED: Kind[dict[str, _Demand]] = Kind("released reviews", dict[str, _Demand], _of_released, uses=_USED)


def _context(lesson: LessonInfo, name: str) -> Context:
    return _context_at(lesson.id, name, (stamp_of(lesson.path), stamp_of(lesson.solution_path)))


@cache
def _context_at(lesson_id: str, name: str, _stamps: tuple[Stamp, Stamp]) -> Context:
    reference = read_solution_source(lesson_id).references.get(name) if checks_dir() is None else None
    return exercise_context(lesson_id, name, reference)


def _is_installed(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except (ImportError, ValueError):
        return False


# -- what fits into one notebook ---------------------------------------------------------------------------------------

Meaning = tuple[str, str]


def choose(due: Sequence[Entry], limit: int) -> list[Entry]:
    """The first ``limit`` that can stand in one notebook: one kernel, and no name with two meanings.

    Two lessons may have helpers of the same name. Who runs cells out of order must not get the wrong one, so such
    exercises wait for the next review.
    """
    chosen: list[Entry] = []
    known: dict[str, Meaning] = {}
    for entry in due:
        if len(chosen) == limit:
            break
        meanings = _meanings(entry)
        fits = all(known.get(name, meaning) == meaning for name, meaning in meanings.items())
        if fits and (not chosen or entry.lesson.isolated == chosen[0].lesson.isolated):
            chosen.append(entry)
            known.update(meanings)
    return chosen


def _meanings(entry: Entry) -> Mapping[str, Meaning]:
    """What each name of the notebook stands for, if this item is in it."""
    context = entry.context
    pieces = context.pieces if context is not None else ()
    data = {name for piece in pieces if piece.kind == "code" for name in piece.binds}
    found: dict[str, Meaning] = {}
    for piece in pieces:
        for name in piece.binds | (piece.changes & data):
            # What is bound in several steps means all of them together.
            text = found.get(name, ("", ""))[1] + piece.text if piece.kind == "code" else piece.text
            found[name] = (entry.lesson.id, "exercise") if piece.kind == "exercise" else ("", text)
    # A quiz binds no name, but the review finds its items by theirs.
    found[entry.item.name] = (entry.lesson.id, entry.item.kind)
    found["review"] = ("", "the review itself")
    return found
