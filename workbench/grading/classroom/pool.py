"""Workers that grade on this machine, and the loop that keeps workers busy wherever they are."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from multiprocessing import Pipe
from queue import SimpleQueue
from typing import Protocol

from workbench.errors import WorkbenchError
from workbench.grading.gradebook import ToGrade
from workbench.grading.judging.grade import Report
from workbench.grading.judging.worker import Task
from workbench.grading.sandbox.command import THREADS
from workbench.grading.sandbox.outside import Sandbox, SandboxError

AHEAD = 2
"""Tasks per worker that are handed out: enough to keep it busy, few enough to stop soon and to need little memory."""
_TRIES = 3
_PATIENCE = 5.0


class WorkerDiedError(WorkbenchError):
    """The process that graded a submission ended in the middle."""


class UngradedError(WorkbenchError):
    """A submission cannot be graded for a reason that is not its own. The message says why."""


class Place(Protocol):
    """Where submissions are graded. slots: so many at the same time."""

    @property
    def slots(self) -> int: ...

    def submit(self, task: Task) -> Future[Report]:
        """Its errors: SandboxError and WorkerDiedError may pass when it is tried again."""

    def is_final(self, error: Exception) -> bool:
        """Whether nothing more can be graded here after this error."""

    def heal(self) -> None:
        """Mend what has died. Raises SandboxError when it cannot be mended."""


# -- on this machine ---------------------------------------------------------------------------------------------------


class WorkerProcess:
    """A process that grades, started on first use and again after it has died. For one thread at a time.

    A plain child process, spoken to by a pipe: some workers of a cluster may have no children of multiprocessing.
    """

    def __init__(self, *, environment: Mapping[str, str] | None = None) -> None:
        self._more = dict(environment or {})
        self._running: _Running | None = None
        self.ended = False

    def grade(self, task: Task, address: str, *, trusted: bool) -> Report:
        """Raises WorkerDiedError when the process ends meanwhile, SandboxError and UngradedError as it says."""
        try:
            pipe = self._start().pipe
            pipe.send((task, address, trusted))
            kind, answer = pipe.recv()
        except (EOFError, OSError) as error:
            raise WorkerDiedError(f"The grading process ended{self._last_words(error)}") from None
        if isinstance(answer, Report):
            return answer
        raise SandboxError(answer) if kind == "sandbox" else UngradedError(answer)

    def _start(self) -> _Running:
        """Start it, if it does not run. Raises OSError, and EOFError after its end."""
        if self.ended:
            raise EOFError
        if self._running is None:
            self._running = _Running(self._more)
        if self.ended:  # meanwhile
            self._running.process.kill()
        return self._running

    def _last_words(self, error: Exception) -> str:
        running, self._running = self._running, None
        if running is None:
            return f": {error}" if isinstance(error, OSError) else "."
        code, said = running.end()
        return f" with code {code}. {said}".rstrip()

    def kill(self) -> None:
        """End it for good, in the middle of whatever it does. For any thread."""
        self.ended = True
        running = self._running
        if running is not None:
            running.process.kill()

    def close(self) -> None:
        """End it for good when nobody uses it any more."""
        self.ended = True
        running, self._running = self._running, None
        if running is not None:
            running.end()


class _Running:
    """The process of a worker with its pipe, its lifeline and the file in which its errors are."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.pipe, theirs = Pipe()
        watched, self._lifeline = os.pipe()
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        code = "import sys; from workbench.grading.judging.worker import main; main(int(sys.argv[1]), int(sys.argv[2]))"
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-c", code, str(theirs.fileno()), str(watched)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._said,
                pass_fds=(theirs.fileno(), watched),
                start_new_session=True,  # Ctrl-C is for whoever started it
                env={**THREADS, **os.environ, "MPLBACKEND": "agg", "WORKBENCH_RECORD": "0", **environment},
            )
        except BaseException:
            self._close()
            raise
        finally:
            theirs.close()
            os.close(watched)

    def end(self) -> tuple[int, str]:
        """Close the pipe, at which an idle process ends; its exit code, and the last it said on standard error."""
        self.pipe.close()
        try:
            code = self.process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        self._said.seek(0)
        last = self._said.read()[-300:].decode(errors="replace").strip()
        self._close()
        return code, last

    def _close(self) -> None:
        self.pipe.close()
        self._said.close()
        os.close(self._lifeline)


class LocalPool:
    """Worker processes of this machine around one sandbox; a context manager. When left, what still runs is ended."""

    def __init__(self, sandbox: Sandbox, *, jobs: int) -> None:
        self.slots = jobs
        self._sandbox = sandbox
        self._workers = [WorkerProcess() for _ in range(jobs)]
        self._idle: SimpleQueue[WorkerProcess] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(max_workers=jobs, thread_name_prefix="grading")

    def __enter__(self) -> LocalPool:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.kill()
        self._threads.shutdown()
        for worker in self._workers:
            worker.close()

    def submit(self, task: Task) -> Future[Report]:
        return self._threads.submit(self._grade, task, self._sandbox.address)

    def _grade(self, task: Task, address: str) -> Report:
        worker = self._idle.get()
        try:
            return worker.grade(task, address, trusted=self._sandbox.trust)
        finally:
            self._idle.put(worker)

    def is_final(self, error: Exception) -> bool:
        del error
        return False  # the sandbox that cannot be mended says so itself

    def heal(self) -> None:
        self._sandbox.revive()


# -- the loop ----------------------------------------------------------------------------------------------------------


@dataclass(kw_only=True)
class Round:
    """Grades what it is given, at one place. prepare: makes the task of a submission, or None when there is nothing to
    do; taken: gets each report; failed: gets what could not be graded, with the error.

    A submission that lost its worker or its sandbox goes last and alone: if it is to blame, it harms no other.
    """

    place: Place
    prepare: Callable[[ToGrade], Task | None]
    taken: Callable[[ToGrade, Report], None]
    failed: Callable[[ToGrade, Exception], None]
    _running: dict[Future[Report], ToGrade] = field(default_factory=dict)
    _suspects: deque[ToGrade] = field(default_factory=deque)
    _tries: dict[int, int] = field(default_factory=dict)

    def run(self, work: Iterable[ToGrade]) -> None:
        """Until nothing is left. Raises what is final at the place, SandboxError when the sandbox cannot be started
        again, and what ``prepare`` and ``taken`` raise."""
        fresh = iter(work)
        while True:
            while len(self._running) < AHEAD * self.place.slots and (one := next(fresh, None)) is not None:
                self._begin(one)
            if not self._running and not self._suspects:
                return
            if not self._running:
                self._begin(self._suspects.popleft())
                continue
            done, _ = wait(self._running, return_when=FIRST_COMPLETED)
            for future in done:
                self._take(future, self._running.pop(future))

    def _begin(self, one: ToGrade) -> None:
        task = self.prepare(one)
        if task is not None:
            self._running[self.place.submit(task)] = one

    def _take(self, future: Future[Report], one: ToGrade) -> None:
        try:
            report = future.result()
        except (SandboxError, WorkerDiedError) as error:
            self._lost(one, error)
        except Exception as error:
            if self.place.is_final(error):
                raise
            self.failed(one, error)
        else:
            self._tries.pop(one.submission.id, None)
            self.taken(one, report)

    def _lost(self, one: ToGrade, error: Exception) -> None:
        self.place.heal()
        tries = self._tries[one.submission.id] = self._tries.get(one.submission.id, 0) + 1
        if tries < _TRIES:
            self._suspects.append(one)
        else:
            self.failed(one, error)
