"""What a gradebook holds and says, as plain data. All times are aware datetimes, all points are floats."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from workbench.checking.types import Verdict
from workbench.errors import WorkbenchError
from workbench.grading.gradebook.late import parse_policy

LONGEST_MESSAGE = 10_000
"""Characters of a message that are kept."""

_OFFSET = re.compile(r"UTC([+-])(\d\d):(\d\d)(?::(\d\d))?")
_UNKEEPABLE = re.compile(r"[\x00-\x1f\ud800-\udfff]")  # control characters and broken text
_REASON = re.compile(r"[a-z][a-z0-9_]{0,63}")


class State(StrEnum):
    """Where a submission stands."""

    RECEIVED = "received"
    GRADING = "grading"
    GRADED = "graded"
    REFUSED = "refused"


class Counts(StrEnum):
    """Which submission of a learner counts: the last one on time (the last one at all where none is), the one with
    the highest total after its late penalty, or the last one."""

    LAST_ON_TIME = "last_on_time"
    BEST = "best"
    LAST = "last"


@dataclass(frozen=True, kw_only=True)
class Learner:
    """login: the key, a login or the name of a folder; extra_minutes: by how much each due date is later for them."""

    login: str
    name: str = ""
    email: str = ""
    extra_minutes: int = 0

    def __post_init__(self) -> None:
        check_key("login", self.login)
        for field in ("name", "email"):
            check_key(field, getattr(self, field), empty=True)
        if not 0 <= self.extra_minutes <= 10_000_000:
            raise WorkbenchError(
                f"The extra time of {self.login!r} must be 0 minutes or more, got {self.extra_minutes}."
            )


@dataclass(frozen=True, kw_only=True)
class RosterChange:
    """What an import of learners did, as logins."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AssignedExercise:
    """points: what it is worth; digest: of all that its score depends on, so that a change asks for a regrade."""

    name: str
    points: float
    digest: str = ""

    def __post_init__(self) -> None:
        check_key("name of an exercise", self.name)
        check_key(f"digest of {self.name!r}", self.digest, empty=True)
        if not (math.isfinite(self.points) and self.points >= 0):
            raise WorkbenchError(f"The exercise {self.name!r} is worth {self.points} points: give 0 or more.")


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """A lesson with its exercises. lesson: the key; due: None for no due date; late_policy: a text that
    ``late.parse_policy`` understands."""

    lesson: str
    exercises: Sequence[AssignedExercise]
    release_digest: str = ""
    due: datetime | None = None
    late_policy: str = "none"
    counts: Counts = Counts.LAST_ON_TIME

    def __post_init__(self) -> None:
        check_key("lesson", self.lesson)
        check_key("release digest", self.release_digest, empty=True)
        check_key("late policy", self.late_policy)
        object.__setattr__(self, "exercises", tuple(self.exercises))
        names = [exercise.name for exercise in self.exercises]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise WorkbenchError(f"The assignment {self.lesson!r} has the exercise {twice[0]!r} twice: name it once.")
        if self.due is not None:
            check_aware(f"The due date of {self.lesson!r}", self.due)
        parse_policy(self.late_policy)
        if self.counts not in list(Counts):
            raise WorkbenchError(f"Which submission counts is one of {', '.join(Counts)}, not {self.counts!r}.")

    @property
    def points(self) -> float:
        """What the whole assignment is worth."""
        return sum(exercise.points for exercise in self.exercises)


@dataclass(frozen=True, kw_only=True)
class NewSubmission:
    """A file that came. received: when; sha256: of its bytes, 64 hexadecimal digits; path: where it is kept."""

    learner: str
    assignment: str
    received: datetime
    sha256: str
    path: Path

    def __post_init__(self) -> None:
        check_aware(f"The time of the submission of {self.learner!r}", self.received)
        if not re.fullmatch("[0-9a-f]{64}", self.sha256):
            raise WorkbenchError(
                f"{self.sha256!r} is no SHA-256: give the 64 hexadecimal digits of hashlib's hexdigest."
            )
        check_key("path of a submission", str(self.path), longest=4096)


@dataclass(frozen=True, kw_only=True)
class Submission(NewSubmission):
    """One that is recorded. reason: a word and message: a sentence, both empty unless it was refused."""

    id: int
    state: State = State.RECEIVED
    reason: str = ""
    message: str = ""


@dataclass(frozen=True, kw_only=True)
class Result:
    """The outcome of one exercise of one submission.

    outcome: a word, usually of ``workbench.checking.types.Outcome``; share: 0 … 1 of the points; digest: of the
    exercise as it was graded; seconds: how long that took; graded: when, None for now; points: set by the gradebook
    when it is read.
    """

    exercise: str
    outcome: str
    share: float
    digest: str
    diagnosis_kind: str = ""
    diagnosis_message: str = ""
    seconds: float | None = None
    graded: datetime | None = None
    points: float | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1:  # also refuses NaN
            raise WorkbenchError(f"The share of {self.exercise!r} must lie between 0 and 1, got {self.share!r}.")
        check_key(f"digest of {self.exercise!r}", self.digest, empty=True)
        if self.graded is not None:
            check_aware(f"The time at which {self.exercise!r} was graded", self.graded)

    @classmethod
    def of(cls, verdict: Verdict, *, digest: str) -> Result:
        """What a check says, as a result: the share is 1 for a pass, else the share of the cases that were right."""
        return cls(
            exercise=verdict.exercise,
            outcome=str(verdict.outcome),
            share=verdict.score,
            digest=digest,
            diagnosis_kind=verdict.diagnosis.kind if verdict.diagnosis else "",
            diagnosis_message=verdict.diagnosis.message if verdict.diagnosis else "",
            seconds=verdict.seconds,
        )


@dataclass(frozen=True, kw_only=True)
class Adjustment:
    """Points given by hand; None gives the exercise back to the automatic result. The last one of a learner and an
    exercise holds, the earlier ones are its history."""

    learner: str
    exercise: str
    points: float | None
    comment: str
    author: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ToGrade:
    """A submission and the names of its exercises that were never graded or have changed since."""

    submission: Submission
    exercises: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ExerciseScore:
    """points: those that count, by hand where there are any, else automatic, else 0."""

    name: str
    points: float
    out_of: float
    automatic: Result | None = None
    manual: Adjustment | None = None


@dataclass(frozen=True, kw_only=True)
class Score:
    """One learner's assignment. total = earned − penalty; submission: the one that counts, None when nothing can;
    late: how long after their own due date it came, zero when on time or in no hurry; status: the state of that
    submission, ``refused`` when all of them were, ``missing`` when there is none."""

    learner: Learner
    assignment: str
    exercises: tuple[ExerciseScore, ...]
    earned: float
    penalty: float
    out_of: float
    submission: Submission | None
    late: timedelta
    status: str

    @property
    def total(self) -> float:
        return self.earned - self.penalty


def check_key(what: str, text: str, *, empty: bool = False, longest: int = 255) -> None:
    """Refuse what no database or file could hold faithfully."""
    if not text.strip() and not empty:
        raise WorkbenchError(f"The {what} is empty: give one.")
    if len(text) > longest:
        raise WorkbenchError(f"The {what} {text[:40]!r}… is longer than {longest} characters: give a shorter one.")
    if _UNKEEPABLE.search(text):
        raise WorkbenchError(f"The {what} {text!r} holds a control character or broken text: rename it.")


def check_reason(reason: str) -> None:
    if not _REASON.fullmatch(reason):
        raise WorkbenchError(f"{reason!r} does not name a reason: use a word such as too_large or not_a_notebook.")


def check_points(points: float | None) -> None:
    if points is not None and not (math.isfinite(points) and points >= 0):
        raise WorkbenchError(f"Points must be 0 or more, got {points!r}; None gives back the automatic result.")


def check_comment(comment: str) -> None:
    if len(comment) > LONGEST_MESSAGE:
        raise WorkbenchError(f"The comment is longer than {LONGEST_MESSAGE:,} characters: write a shorter one.")


def check_aware(what: str, moment: datetime) -> None:
    if moment.utcoffset() is None:
        raise WorkbenchError(f"{what} has no time zone: write one, for example 2030-05-01T18:00+02:00.")


def clean(text: str) -> str:
    """A message as every database takes it: without NUL and lone surrogates, which a learner's code can print, and
    not endless."""
    cut = text[:LONGEST_MESSAGE]
    return cut.replace("\x00", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode("utf-8")


def zone_name(moment: datetime) -> str:
    """The zone in which a due date was written: a name such as Europe/Zurich, else an offset such as UTC+02:00."""
    named: str | None = getattr(moment.tzinfo, "key", None)
    return named or str(timezone(moment.utcoffset() or timedelta(0)))


def zone_of(name: str) -> ZoneInfo | timezone:
    """The zone of ``zone_name``; UTC when this machine does not know it: the moment is the same."""
    if match := _OFFSET.fullmatch(name):
        hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
        offset = timedelta(hours=hours, minutes=minutes, seconds=seconds)
        return timezone(offset if match[1] == "+" else -offset)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
