"""What a check says: plain data, without Jupyter and without the database."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.checking.outputs import Output


class Outcome(StrEnum):
    """How a check ended. recorded: nothing speaks against it here, and whether it is right is judged in a class."""

    NOT_ATTEMPTED = "not_attempted"
    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"
    TIMEOUT = "timeout"
    RECORDED = "recorded"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """How a value differs from the expected one. kind: a word for programs; text: a sentence for people."""

    kind: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Diagnosis:
    """The likely mistake. kind: ``misconception`` or the name of the general rule that fired."""

    kind: str
    message: str


@dataclass(frozen=True, kw_only=True)
class LearnerError:
    """An exception in the learner's code. line: 1-based number in the cell, with its text."""

    type: str
    message: str
    line: int | None = None
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class FailedCase:
    """The first case that went wrong, as text to show."""

    number: int
    visible: bool
    inputs: tuple[tuple[str, str], ...]
    got: str
    expected: str
    difference: str
    printed: str = ""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The result of checking one exercise. score: share of the cases passed, 0 … 1; seconds: wall time of the check;
    shown: what the call on one case printed, logged and displayed, the first that went wrong if any did."""

    exercise: str
    outcome: Outcome
    score: float = 0.0
    passed: int = 0
    total: int = 0
    case: FailedCase | None = None
    diagnosis: Diagnosis | None = None
    error: LearnerError | None = None
    notes: tuple[str, ...] = ()
    seconds: float = 0.0
    shown: tuple[Output, ...] = ()
