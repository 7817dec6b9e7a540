"""Submissions whose true scores are known: made of the alternatives and misconceptions that the lessons' authors wrote.

A submission carries the solution file as text and defines each exercise by one of its implementations. It reads the
file in its own process, as a learner's own code would stand there; its lines are known there, because some
misconceptions are made of the reference's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workbench.authoring import Exercise
from workbench.checking.solution import Solution, load_solution

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


@dataclass(frozen=True)
class Made:
    """A submission as a script. truth: exercise → whether it is right; messages: what the author says to the wrong."""

    script: str
    truth: dict[str, bool]
    messages: dict[str, str]


def implementations(exercise: Exercise) -> list[tuple[str, bool, str]]:
    """Where each implementation stands, whether it is right, and the message for it: the reference first."""
    found: list[tuple[str, bool, str]] = [("implementation", True, "")]
    found += [(f"misconceptions[{k}].implementation", False, m.message) for k, m in enumerate(exercise.misconceptions)]
    found += [(f"alternatives[{k}]", True, "") for k, _ in enumerate(exercise.alternatives)]
    return found


def rounds(solution: Solution) -> int:
    """So many submissions show every implementation of every exercise at least once."""
    return max(len(implementations(exercise)) for exercise in solution.exercises.values())


def make(lesson_id: str, number: int) -> Made:
    """The submission of a number: each exercise by its next implementation, in turn."""
    solution = load_solution(lesson_id)
    parts = [HEAD.format(lesson=lesson_id, source=ascii(solution.path.read_text(encoding="utf-8")))]
    truth, messages = {}, {}
    for shift, (name, exercise) in enumerate(solution.exercises.items()):
        choices = implementations(exercise)
        where, right, message = choices[(number + shift) % len(choices)]
        parts.append((CLASS if exercise.is_class else FUNCTION).format(name=name, where=where))
        truth[name], messages[name] = right, message
    return Made(script="".join(parts), truth=truth, messages=messages)


def verdicts(report: Any) -> dict[str, Any]:
    return {item.name: item.verdict for item in report.items if item.kind == "exercise"}
