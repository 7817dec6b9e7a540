"""Answers of people who saw only the lesson: every right one is accepted, every wrong one rejected, most told why.

``tests/answers/<track>/<lesson>/<exercise>/right_1.py … wrong_5.py``: the whole cell of an exercise. The first line
says what is right or wrong about it. A wrong one may say in its second line how the message that
tells its mistake begins::

    # MISTAKE: The correction counts steps from zero, but t is 1 at the first step.
    # TOLD: The bias is corrected with

Each runs in a fork of this process, as its cell would run in the lesson, and is given up after a while. Where a library
of the exercise does not survive a fork they run one after the other, in the process that has proven it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from workbench.checking.run import Checker
from workbench.checking.solution import load_solution
from workbench.checking.types import Outcome, Verdict
from workbench.content import content_root
from workbench.curriculum import LessonInfo
from workbench.errors import WorkbenchError
from workbench.proof.forks import in_forks, in_turn, threads_run
from workbench.proof.staging import Stage, set_stage

SECONDS_OF_AN_ANSWER = 60.0
LEAST_RIGHT, LEAST_WRONG = 3, 5
LEAST_TOLD = 0.75
_NAME = re.compile(r"(right|wrong)_(\d+)\.py")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One file. note: what its first line says; told: how the message for it must begin, empty when it says nothing."""

    path: Path
    exercise: str
    kind: Literal["right", "wrong"]
    note: str
    told: str

    @property
    def name(self) -> str:
        return f"{self.exercise}/{self.path.stem}"


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the learner who gave the answer is told. accepted: the exercise counts as passed; diagnosis: its kind, empty
    when nothing was recognised; message: the diagnosis, or what else the card begins with."""

    accepted: bool
    diagnosis: str = ""
    message: str = ""


def answers_folder(lesson_id: str) -> Path:
    """Where the answers of a lesson lie in a clone."""
    return content_root() / "tests" / "answers" / lesson_id


def find_answers(lesson_id: str, folder: Path | None = None) -> list[Answer]:
    """The answers of a lesson, by exercise and name. folder: another place with ``<exercise>/right_1.py …``.

    Raises WorkbenchError for a folder that names no exercise of the lesson.
    """
    root = folder or answers_folder(lesson_id)
    paths = sorted(path for path in root.glob("*/*.py") if _NAME.fullmatch(path.name))
    known = load_solution(lesson_id)
    for path in paths:
        known.exercise(path.parent.name)  # says which one may have been meant
    return [_read(path) for path in paths]


def _read(path: Path) -> Answer:
    lines = path.read_text(encoding="utf-8").splitlines()
    notes = [line.lstrip("# ") for line in lines[:2] if line.startswith("#")]
    first = notes[0] if notes else ""
    told = next((note.removeprefix("TOLD:").strip() for note in notes if note.startswith("TOLD:")), "")
    return Answer(
        path=path,
        exercise=path.parent.name,
        kind="right" if path.name.startswith("right") else "wrong",
        note=re.sub(r"^(RIGHT|MISTAKE):\s*", "", first),
        told=told,
    )


def tell(lesson_id: str, answers: list[Answer], *, jobs: int = 1) -> Iterator[tuple[Answer, Told]]:
    """What each answer is told, each in a fork of this process. They come by exercise: what stands above one in its
    lesson runs once for all of its answers."""
    named: dict[str, list[Answer]] = {}
    for answer in answers:
        named.setdefault(answer.exercise, []).append(answer)
    groups = list(named.values())
    longest = (1 + max(map(len, groups), default=0)) * SECONDS_OF_AN_ANSWER
    for done in in_forks(partial(tell_one_exercise, lesson_id), groups, jobs=jobs, seconds=longest):
        failed = Told(accepted=False, message=done.problem)
        yield from zip(done.item, done.result or [failed] * len(done.item), strict=True)


def tell_one_exercise(lesson_id: str, answers: Sequence[Answer], checker: Checker | None = None) -> list[Told]:
    """What the answers to one exercise are told. checker: of the exercise, which has judged others already; then
    they are told no more than the proof asks for."""
    os.environ["WORKBENCH_RECORD"] = "0"
    stage = set_stage(lesson_id, answers[0].exercise, [answer.path for answer in answers], checker)
    trying = partial(try_answer, stage, brief=checker is not None)
    asked = in_turn(trying, answers) if threads_run() else in_forks(trying, answers, seconds=SECONDS_OF_AN_ANSWER)
    told = {done.item.path: done.result or Told(accepted=False, message=done.problem) for done in asked}
    return [told[answer.path] for answer in answers]


def try_answer(stage: Stage, answer: Answer, *, brief: bool = False) -> Told:
    """Run the cell of an answer where its exercise stands. brief: it is told no more than the proof asks for. Raises
    what the cell raises, and WorkbenchError when it defines no exercise of that name."""
    verdict = stage.verdict(answer.path, answer.told if brief else None)
    if verdict is None:
        raise WorkbenchError(f"{answer.path} defines no exercise {answer.exercise!r} with @lesson.exercise.")
    return _told(verdict)


def _told(verdict: Verdict) -> Told:
    accepted = verdict.outcome is Outcome.PASSED
    if verdict.diagnosis is not None:
        return Told(accepted=accepted, diagnosis=verdict.diagnosis.kind, message=verdict.diagnosis.message)
    if verdict.error is not None:
        return Told(accepted=accepted, message=f"{verdict.error.type}: {verdict.error.message}")
    message = verdict.case.difference or verdict.case.got if verdict.case else ""
    return Told(accepted=accepted, message=message)


def answers_are_judged_rightly(lesson: LessonInfo) -> list[str]:
    """Enough answers of people who saw only the lesson; rights accepted, wrongs rejected, most told their mistake."""
    return judged_wrongly(lesson, list(tell(lesson.id, find_answers(lesson.id))))


def judged_wrongly(lesson: LessonInfo, judged: Sequence[tuple[Answer, Told]]) -> list[str]:
    """What is not as it should be with the answers to a lesson and what they were told."""
    problems = []
    for name in load_solution(lesson.id).exercises:
        kinds = [answer.kind for answer, _ in judged if answer.exercise == name]
        right, wrong = kinds.count("right"), kinds.count("wrong")
        if right < LEAST_RIGHT or wrong < LEAST_WRONG:
            problems.append(f"{name}: fewer than {LEAST_RIGHT} right and {LEAST_WRONG} wrong answers of others")
    wrongs = named = 0
    for answer, told in judged:
        if answer.kind == "right" and not told.accepted:
            problems.append(f"{answer.name}: right, but refused")
        elif answer.kind == "wrong":
            wrongs += 1
            named += bool(answer.told and told.message.startswith(answer.told) and not told.accepted)
            if told.accepted:
                problems.append(f"{answer.name}: wrong, but accepted")
            elif answer.told and not told.message.startswith(answer.told):
                problems.append(f"{answer.name}: is not told “{answer.told}”")
    if wrongs and named / wrongs < LEAST_TOLD:
        problems.append(f"fewer than {LEAST_TOLD:.0%} of the wrong answers are told their mistake")
    return problems
