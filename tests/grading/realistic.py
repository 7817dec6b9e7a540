"""Submissions whose true scores are known: made of the alternatives and misconceptions that the lessons' authors wrote.

A submission carries the solution file as text and defines each exercise by one of its implementations. It reads the
file in its own process, as a learner's own code would stand there; its lines are known there, because some
misconceptions are made of the reference's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from workbench.authoring import Exercise
from workbench.checking.solution import load_solution

HEAD = """\
# %%
import linecache, sys, types
from workbench import Lesson

lesson = Lesson("{lesson}")
_own = types.ModuleType("own_work")
_own.__file__ = "own_work"
sys.modules["own_work"] = _own
_source = {source}
linecache.cache["own_work"] = (len(_source), None, _source.splitlines(keepends=True), "own_work")
exec(compile(_source, "own_work", "exec", dont_inherit=True), _own.__dict__)
"""
FUNCTION = """
# %%
@lesson.exercise
def {name}(*arguments, **named):
    return _own.{name}.{where}(*arguments, **named)
"""
CLASS = """
# %%
@lesson.exercise
class {name}(_own.{name}.{where}):
    def _own(self):
        return True
"""


Choice = tuple[str, bool, str]
"""Where an implementation stands, whether it is right, and the message for it."""


@dataclass(frozen=True)
class Made:
    """A submission as a script. truth: exercise → whether it is right; messages: what the author says to the wrong."""

    script: str
    truth: dict[str, bool]
    messages: dict[str, str]


def implementations(exercise: Exercise) -> list[Choice]:
    """All that an author has written, the reference first."""
    found: list[Choice] = [("implementation", True, "")]
    found += [(f"misconceptions[{k}].implementation", False, m.message) for k, m in enumerate(exercise.misconceptions)]
    found += [(f"alternatives[{k}]", True, "") for k, _ in enumerate(exercise.alternatives)]
    return found


def make(lesson_id: str, number: int) -> Made:
    """The submission of a number: each exercise by its next implementation, in turn."""
    return _made(lesson_id, lambda shift, choices: choices[(number + shift) % len(choices)])


def of_each_kind(lesson_id: str) -> Iterator[Made]:
    """Three submissions: by references alone, by alternatives, by a known mistake of each exercise."""
    yield _made(lesson_id, lambda _, choices: choices[0])
    yield _made(lesson_id, lambda _, choices: next(reversed([each for each in choices if each[1]])))
    yield _made(lesson_id, _wrong)


def _wrong(shift: int, choices: list[Choice]) -> Choice:
    """Not the same one of each exercise: the first, the second …"""
    found = [each for each in choices if not each[1]] or choices
    return found[shift % len(found)]


def _made(lesson_id: str, choose: Callable[[int, list[Choice]], Choice]) -> Made:
    solution = load_solution(lesson_id)
    parts = [HEAD.format(lesson=lesson_id, source=ascii(solution.path.read_text(encoding="utf-8")))]
    truth, messages = {}, {}
    for shift, (name, exercise) in enumerate(solution.exercises.items()):
        where, right, message = choose(shift, implementations(exercise))
        parts.append((CLASS if exercise.is_class else FUNCTION).format(name=name, where=where))
        truth[name], messages[name] = right, message
    return Made(script="".join(parts), truth=truth, messages=messages)


def verdicts(report: Any) -> dict[str, Any]:
    return {item.name: item.verdict for item in report.items if item.kind == "exercise"}
