"""One submission in the sandbox, from the trusted side: run its cells, ask its functions, survive its deaths.

A process that dies, hangs or floods costs the submission what it was doing then, and nothing else: the cells are run
again in a new one, without the cell that killed the last.
"""

from __future__ import annotations

import pickle
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbench.checking.limits import PATIENCE, Patience
from workbench.errors import WorkbenchError
from workbench.grading.codec import CodecError, decode
from workbench.grading.sandbox.frames import FrameError
from workbench.grading.sandbox.limits import Limits
from workbench.grading.sandbox.outside import Ended, Job

_ARRIVES = 20.0  # seconds in which an answer that has begun must have come
_GRACE = 3.0  # seconds beyond a limit that the process watches itself, before it is killed
_MOST_DEATHS = 12
_MOST_FAILURES = 1000
_STRANGE = "strange"
_TIMEOUT = "timeout"
_AGAIN = "It failed when the cells were run again after the end of a process."
_STOPPED = "TimeoutError"


class UnusableError(WorkbenchError):
    """The notebook cannot be run at all: it ends or hangs its process again and again."""


@dataclass(frozen=True, kw_only=True)
class CellFailure:
    """A cell that raised, or that ended its process (type ``process``)."""

    cell: int
    type: str
    message: str
    line: int | None = None
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What one call gave: nothing (missing, timeout, died), an error, or a value. value, inputs: decoded data; cpu: of
    a call that is timed, seconds of processor time of all processes of the submission meanwhile."""

    missing: bool = False
    timeout: bool = False
    died: str | None = None
    error: Mapping[str, Any] | None = None
    value: Any = None
    inputs: Mapping[str, Any] = field(default_factory=dict)
    printed: str = ""
    cpu: float = 0.0


@dataclass(frozen=True)
class Call:
    """The arguments of one call, pickled on the trusted side; timed: how long it takes is of interest."""

    inputs: bytes
    seed: int = 0
    timed: bool = False


class Session:
    """One submission; a context manager.

    cells: (number, Python source); modules: name → source of what probes and inputs need; stubs: name → fingerprint of
    the lesson's exercises. Raises SandboxError when the sandbox is gone, UnusableError when the notebook keeps ending
    its process. lethal, stopped: the cells that ended their process or took too long, which are not run again.
    """

    def __init__(
        self,
        address: str,
        cells: Sequence[tuple[int, str]],
        *,
        limits: Limits | None = None,
        modules: Mapping[str, str] | None = None,
        stubs: Mapping[str, str] | None = None,
    ) -> None:
        self._address, self._cells, self._stubs = address, list(cells), dict(stubs or {})
        self._limits, self._modules = limits or Limits(), dict(modules or {})
        self._deadline = time.monotonic() + self._limits.wall
        self._job: Job | None = None
        self._deaths = 0
        self._for_again = self._limits.wall
        self.lethal: dict[int, CellFailure] = {}
        self.stopped: dict[int, CellFailure] = {}
        self.failures: list[CellFailure] = []
        self._first_failures: list[CellFailure] | None = None
        self.answers: dict[str, str] = {}
        self.nameless: dict[str, str] = {}
        self.cpu = 0.0

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def start(self) -> None:
        """Run the cells, unless they have been run in a process that still lives."""
        while self._job is None:
            self._check_patience()
            begun = time.monotonic()
            self._job = Job(self._address, self._limits)
            at: int | None = None
            try:
                for module, source in self._modules.items():
                    self._ask(op="define", module=module, source=source)
                    self._answer(self._limits.call)
                cells = [cell for cell in self._cells if cell[0] not in self.lethal and cell[0] not in self.stopped]
                self._ask(op="load", cells=cells, stubs=self._stubs)
                for told in self._announcements(len(cells)):
                    at = told
                self._give_back(time.monotonic() - begun)
            except FrameError as error:
                ended = self._end()
                self._deaths += 1
                if at is not None:
                    self.lethal[at] = CellFailure(cell=at, type="process", message=explain_end(error.reason, ended))

    def _give_back(self, seconds: float) -> None:
        """To run the cells again has a budget of its own, as large as that of the submission: what one exercise ended
        is not taken from the time of the others."""
        if self._deaths:
            given = min(seconds, self._for_again)
            self._for_again -= given
            self._deadline += given

    def _announcements(self, count: int) -> Iterator[int]:
        """The numbers of the cells as they begin; then what loading gave is kept."""
        for _ in range(count + 1):
            told = self._answer(self._limits.load + _GRACE)
            number = told.get("cell")
            if type(number) is int:
                yield number
                continue
            failed = [one for one in _cell_failures(told.get("failed")) if one.cell not in self.stopped]
            self.failures = [*self.lethal.values(), *self.stopped.values(), *self._not_new(failed)]
            # A loop that does not end would take as long each time: it is waited for once.
            self.stopped |= {failure.cell: failure for failure in failed if failure.type == _STOPPED}
            self.answers = _texts(told.get("answers"))
            self.nameless = _texts(told.get("nameless"))
            return
        raise FrameError(_STRANGE)

    def _not_new(self, failures: list[CellFailure]) -> list[CellFailure]:
        """Of cells that are run again what was told the first time. By then others have seen hidden inputs, and may
        have left them where this run finds them."""
        if self._first_failures is None:
            self._first_failures = failures
        known = {failure.cell: failure for failure in self._first_failures}
        return [
            known.get(failure.cell, CellFailure(cell=failure.cell, type="Exception", message=_AGAIN))
            for failure in failures
        ]

    def calls(
        self, name: str, calls: Sequence[Call], *, seconds: float, probe: tuple[str, str] | None = None
    ) -> Iterator[Reply]:
        """Call what the notebook defined as ``name``; one reply per call. seconds: for all of them together.

        The first death ends the replies: its reply says how, and the next question starts a new process.
        """
        self.start()
        assert self._job is not None
        deadline = time.monotonic() + seconds
        # Between calls that are timed the process has nothing to do.
        together = [[call] for call in calls] if any(call.timed for call in calls) else [list(calls)]
        try:
            for some in together:
                cases = [(call.inputs, call.seed) for call in some]
                begun = self._job.cpu() if some[0].timed else 0.0
                left = max(0.0, deadline - time.monotonic())
                self._ask(op="calls", name=name, probe=probe, cases=cases, seconds=left)
                for call in some:
                    told = self._answer(max(0.0, deadline - time.monotonic()) + _GRACE)
                    yield _reply(told, self._job.cpu() - begun if call.timed else 0.0)
        except FrameError as error:
            self._deaths += 1
            yield Reply(died=explain_end(error.reason, self._end()))

    def _check_patience(self) -> None:
        if self._deaths >= _MOST_DEATHS:
            raise UnusableError(f"The notebook ended its process {self._deaths} times; no more is tried.")
        if time.monotonic() > self._deadline:
            raise UnusableError(f"The notebook took more than {self._limits.wall:g} seconds in all.")

    def _ask(self, **request: Any) -> None:
        assert self._job is not None
        self._job.ask(pickle.dumps(request, protocol=5), seconds=self._limits.call)

    def _answer(self, seconds: float) -> dict[str, Any]:
        assert self._job is not None
        job, patience = self._job, None
        while not job.has_answered(seconds=max(0.01, min(seconds, self._deadline - time.monotonic()))):
            patience = patience or Patience(seconds, PATIENCE, used=job.cpu)
            seconds = patience.more()
            if seconds <= 0 or time.monotonic() > self._deadline:
                raise FrameError(_TIMEOUT)
        data = job.answer(seconds=_ARRIVES)
        try:
            told = decode(data, limit=self._limits.reply + 1000)
        except CodecError:
            raise FrameError(_STRANGE) from None
        if type(told) is not dict:
            raise FrameError(_STRANGE)
        return told

    def _end(self) -> Ended | None:
        job, self._job = self._job, None
        if job is None:
            return None
        ended = job.close()
        self.cpu += ended.cpu
        return ended


def explain_end(reason: str, ended: Ended | None) -> str:
    """Why a process gave no answer, as a sentence for the learner."""
    if ended is not None and ended.reason == "memory":
        return "The process used more memory than is allowed and was ended."
    if reason == _TIMEOUT:
        return "It did not end within the time that is allowed. A loop that never ends?"
    if reason == "too_large":
        return "What came back was larger than is allowed."
    if reason == _STRANGE:
        return "What came back could not be read."
    if ended is not None and ended.exit is not None and ended.exit < 0:
        return f"The process was ended by signal {-ended.exit}."
    return "The process ended in the middle of the work: does the code call exit, or end its process otherwise?"


def _reply(told: dict[str, Any], cpu: float) -> Reply:
    if told.get("missing") is True:
        return Reply(missing=True)
    error = told.get("error")
    inputs = told.get("inputs")
    return Reply(
        timeout=told.get("timeout") is True,
        error=error if type(error) is dict else None,
        value=told.get("value"),
        inputs=inputs if type(inputs) is dict else {},
        printed=_text(told.get("printed"), 2_000),
        cpu=cpu,
    )


def _cell_failures(told: Any) -> list[CellFailure]:
    listed = told[:_MOST_FAILURES] if type(told) is list else []
    known = (one for one in listed if type(one) is dict and type(one.get("cell")) is int)
    return [CellFailure(cell=one["cell"], **error_fields(one)) for one in known]


def error_fields(told: Mapping[str, Any]) -> dict[str, Any]:
    """type, message, line and source of an exception, whatever was sent in their place."""
    line = told.get("line")
    return {
        "type": _text(told.get("type"), 100) or "Exception",
        "message": _text(told.get("message"), 500),
        "line": line if type(line) is int and 0 < line < 1_000_000 else None,
        "source": _text(told.get("source"), 200),
    }


def _text(value: Any, most: int) -> str:
    return value[:most] if type(value) is str else ""


def _texts(told: Any) -> dict[str, str]:
    if type(told) is not dict:
        return {}
    return {name: answer for name, answer in told.items() if type(name) is str and type(answer) is str}
