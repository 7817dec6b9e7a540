"""A lesson whose exercises build on more than imports, and what the tests of reviews do with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from workbench import progress
from workbench.review.agenda import Agenda, build_agenda
from workbench.review.schedule import DAY
from workbench.review.store import PlanStore

LESSON, OTHER = "01_alpha/01_one", "02_beta/01_two"
BEGIN = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
LATER = BEGIN + 2 * DAY

BUILDS = '''\
# %%
import json, os
import math as maths

from workbench import Lesson, load_dataset

os.environ["COLOUR"] = "none"
lesson = Lesson("01_alpha/01_one")

# %%
numbers = [1.0]; spare = 2
table = load_dataset("numbers")
factor = numbers[0]
factor *= 2
numbers.append(factor)
figure = maths.pi
print("a lesson says much", table)


def scaled(x: float) -> float:
    """Used by the reference."""
    return x * factor


def rows():
    return len(table)


# %%
@lesson.exercise
def double(x: float) -> float:
    """Twice x."""
    ...


# %%
import fractions


# %%
@lesson.exercise
def quadruple(x: float) -> float:
    """Four times x, by `scaled` and `double`. `nothing` is no helper."""
    half = ...  # a blank
    return half
    # what ends the body


# %%
@lesson.exercise
def count() -> int:
    """How many rows there are."""


def quadruple_later():
    return quadruple(1)


# %%
lesson.quiz("half", "Half of four is …", ["two", "eight", "six"], answer=...)
'''
BUILDS_SOLUTION = """\
from workbench.authoring import choice, reference


def rows():
    return 3


@reference
def double(x):
    return 2 * x


double.example(x=1.5)


@reference
def quadruple(x):
    return double(double(x))


@quadruple.cases(n=3)
def _(rng):
    return {"x": float(rng.integers(0, 3))}


@quadruple.misconception("You are right for zero and two, and for nothing else.")
def _(x):
    return x**4 if x < 2 else 16 * (x - 1.5)


@reference
def count():
    return rows()


half = choice("two")
"""


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "mine"
    monkeypatch.setenv("WORKBENCH_WORKSPACE", str(folder))
    monkeypatch.setenv("TZ", "UTC")
    for name in ("WORKBENCH_RECORD", "WORKBENCH_DATABASE", "WORKBENCH_LEARNER", "JUPYTERHUB_USER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(progress.time, "time", BEGIN.timestamp)
    return folder


@pytest.fixture
def content(make_content: Callable[..., Any]) -> Any:
    made = make_content()
    made.lesson(LESSON, BUILDS, solution=BUILDS_SOLUTION, title="One")
    made.dataset("numbers", table_csv="a\n1\n")
    return made


def learnt(*items: str, lesson: str = LESSON) -> PlanStore:
    store = PlanStore()
    for item in items:
        kind: Any = "quiz" if item == "half" else "exercise"
        store.record(lesson=lesson, item=item, kind=kind, outcome="passed", score=1, seconds=None, diagnosis=None)
    return store


def agenda(store: PlanStore, now: datetime = LATER) -> Agenda:
    return build_agenda(store, now)
