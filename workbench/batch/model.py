"""What goes into a batch run and what comes out: plain values that any executor can carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

Mode = Literal["learner", "solved"]
Status = Literal["passed", "failed", "unchanged", "stopped"]


@dataclass(frozen=True, kw_only=True)
class Job:
    """One notebook to run.

    notebook: its JSON; parameters: values for its cell tagged ``parameters``; target: where the executed notebook
    goes; state: where the result is remembered, None to remember nothing; folder: the kernel's working folder, None
    for a fresh one that is removed afterwards; environment: variables added for the kernel; timeout: seconds that a
    cell may take; keep_going: run the cells after one that raised; expect_passed: every exercise must come out passed;
    stop_file: the run is broken off when this file appears.
    """

    lesson: str
    title: str
    mode: Mode
    notebook: str
    kernel: str
    target: str
    state: str | None
    stop_file: str
    fingerprint: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: str | None = None
    timeout: int | None = None
    keep_going: bool = False
    expect_passed: bool = False


@dataclass(frozen=True, kw_only=True)
class Failure:
    """Where and how a notebook broke. cell: its number among all cells from 1, None when no cell is to blame."""

    name: str
    message: str
    cell: int | None = None
    cell_id: str | None = None
    source: str = ""
    traceback: str = ""


@dataclass(frozen=True, kw_only=True)
class CardVerdict:
    """What the last feedback card of an exercise or quiz said; text: the card as plain text."""

    name: str
    kind: str
    outcome: str
    score: float
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class CardClaim:
    """A sentence about a result, and whether it held in this run."""

    sentence: str
    holds: bool


@dataclass(frozen=True, kw_only=True)
class Result:
    """How one notebook went. seconds: wall time with the kernel's start; cpu: seconds of processor time
    of the kernel and its children; memory: their peak bytes; started: local time, ISO 8601."""

    lesson: str
    title: str
    mode: str
    status: Status
    target: str
    kernel: str
    started: str = ""
    seconds: float = 0.0
    memory: int = 0
    fingerprint: str = ""
    notebook_sha256: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    verdicts: tuple[CardVerdict, ...] = ()
    claims: tuple[CardClaim, ...] = ()
    cpu: float = 0.0
    failures: tuple[Failure, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, raw: Mapping[str, Any]) -> Result:
        """Raises TypeError when the mapping is not what ``to_dict`` makes."""
        verdicts = tuple(CardVerdict(**item) for item in raw["verdicts"])
        claims = tuple(CardClaim(**item) for item in raw.get("claims", ()))
        failures = tuple(Failure(**item) for item in raw["failures"])
        return cls(**{**raw, "verdicts": verdicts, "claims": claims, "failures": failures})


@dataclass(frozen=True, kw_only=True)
class Executed:
    """A notebook that was run, not written anywhere yet. notebook: its JSON as it is to be written, None for none."""

    result: Result
    notebook: str | None = None


@dataclass(frozen=True, kw_only=True)
class Paths:
    """The files of an output folder."""

    out: Path

    def notebook(self, mode: str, lesson: str) -> Path:
        return self.out / mode / f"{lesson}.ipynb"

    def state(self, mode: str, lesson: str) -> Path:
        return self.out / ".state" / mode / f"{lesson}.json"

    @property
    def summary_json(self) -> Path:
        return self.out / "summary.json"

    @property
    def summary_html(self) -> Path:
        return self.out / "summary.html"
