"""A short test whether a lesson is known already: some of its exercises and questions, with fresh inputs.

It is a notebook like a review's, ``<workspace>/review/known/<track>-<lesson>-<number>.ipynb``. Once it is passed
(``store.TestRecord`` says when), the lesson counts as done. Each new one asks other items, as far as there are others.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from workbench.content import checks_dir, state_dir, workspace_root
from workbench.curriculum import load_curriculum
from workbench.errors import WorkbenchError
from workbench.locks import locked
from workbench.progress import ProgressStore
from workbench.review.agenda import Entry, choose, entries_of
from workbench.review.notebook import build_notebook, telling_unwritable, write_notebook
from workbench.review.schedule import Plan

EXERCISES, QUIZZES = 3, 3

_INTRODUCTION = """\
# Do you know it already? {title}

{what} from the lesson, with inputs drawn for this test. The lesson counts as done when every exercise has passed
without a hint or the solution, as often as you try{quizzes}.

Run the next cell first. Its code, which is folded away, brings what the exercises build on."""


@dataclass(frozen=True, kw_only=True)
class TestNotebook:
    """path: of the notebook; items: the names of what it asks; notes: sentences about what it could not ask."""

    __test__ = False  # pytest must not take it for tests

    path: Path
    items: tuple[str, ...]
    notes: tuple[str, ...]


def make_test(lesson_id: str) -> TestNotebook:
    """A new test of a lesson. Raises WorkbenchError for an unknown lesson, one of a class whose solutions are kept by
    its instructor, one with too little to ask, and when the workspace cannot be written."""
    lesson = load_curriculum()[lesson_id]
    if checks_dir() is not None:
        raise WorkbenchError(
            "The lessons of this course are graded by its instructor, so there is no test to skip one."
        )
    now = datetime.now(UTC)
    plan = Plan(due=now, last=now, stability=0, difficulty=0, ratings=0, lapses=0, why="")
    entries, notes = entries_of(lesson_id, plan)
    with telling_unwritable("test"), locked(state_dir() / "workspace.lock"):
        path, number = _free_path(lesson_id)
        chosen = _chosen(entries, lesson_id, number)
        if not any(entry.item.kind == "exercise" for entry in chosen):
            raise WorkbenchError(f"{lesson.title} has no exercise that can be asked outside it. {' '.join(notes)}")
        introduction = _introduction(lesson.title, chosen)
        write_notebook(path, build_notebook(chosen, f"known-{number}", introduction=introduction))
    return TestNotebook(path=path, items=tuple(entry.item.name for entry in chosen), notes=notes)


def forget_known(lesson_id: str) -> None:
    """A lesson is not to count as known any more. Raises WorkbenchError for an unknown lesson, and ProgressError."""
    ProgressStore().record_known(lesson=load_curriculum()[lesson_id].id, known=False)


def _free_path(lesson_id: str) -> tuple[Path, int]:
    folder = workspace_root() / "review" / "known"
    for number in count(1):
        path = folder / f"{lesson_id.replace('/', '-')}-{number}.ipynb"
        if not path.exists():
            return path, number
    raise AssertionError("count never ends")


def _chosen(entries: Sequence[Entry], lesson_id: str, number: int) -> list[Entry]:
    """Some exercises and quizzes in the lesson's order. Test after test goes through all of them before one of them
    comes again."""
    order = {entry.key: place for place, entry in enumerate(entries)}
    parts = []
    for kind, most in (("exercise", EXERCISES), ("quiz", QUIZZES)):
        pool = [entry for entry in entries if entry.item.kind == kind]
        random.Random(f"{lesson_id}\n{kind}").shuffle(pool)
        begin = ((number - 1) * most) % len(pool) if pool else 0
        parts += (pool[begin:] + pool[:begin])[:most]
    # One after the other, so that each builds on the names of the lesson as they stood there.
    return choose(sorted(parts, key=lambda entry: order[entry.key]), len(parts))


def _introduction(title: str, chosen: Sequence[Entry]) -> str:
    exercises = sum(entry.item.kind == "exercise" for entry in chosen)
    quizzes = len(chosen) - exercises
    what = "One exercise" if exercises == 1 else f"{exercises} exercises"
    if quizzes:
        what += " and one question" if quizzes == 1 else f" and {quizzes} questions"
    rule = ", and of the questions two thirds are right at the first answer" if quizzes else ""
    return _INTRODUCTION.format(title=title, what=what, quizzes=rule)
