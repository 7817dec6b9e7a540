"""Keep many lessons going, tell how they fare, and stop them all when asked to."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from workbench.batch.model import Failure, Job, Result, Status
from workbench.batch.plan import Plan
from workbench.errors import WorkbenchError
from workbench.kernel.client import keep

_TICK = 0.25
_PATIENCE = 20.0


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a run stands. running: lessons at work now; left: seconds until the end, None while nothing is known."""

    done: int
    total: int
    running: tuple[str, ...] = ()
    left: float | None = None


class Display(Protocol):
    """Where a run tells how it goes."""

    def note(self, text: str) -> None:
        """Something to know on the way."""

    def finished(self, result: Result) -> None:
        """A lesson is through."""

    def standing(self, standing: Standing) -> None:
        """Called several times a second."""


@dataclass(kw_only=True)
class Run:
    """A finished, or interrupted, batch run. seconds: wall time."""

    plan: Plan
    results: list[Result] = field(default_factory=list)
    interrupted: bool = False
    started: str = ""
    seconds: float = 0.0

    @property
    def failed(self) -> list[Result]:
        return [result for result in self.results if result.status == "failed"]


def run_plan(plan: Plan, *, display: Display, executor: Executor | None = None) -> Run:
    """Run the jobs of a plan. executor: any ``concurrent.futures.Executor``; threads without one.

    An executor that is handed in stays open. A KeyboardInterrupt stops all kernels, keeps what is finished, and is
    told in the result instead of raised.
    """
    run = Run(plan=plan, started=datetime.now().astimezone().isoformat(timespec="seconds"))
    begun = time.perf_counter()
    for result in plan.unchanged:
        run.results.append(result)
        display.finished(result)
    with _executor(executor, plan.workers) as pool:
        waiting: dict[Future[Result], Job] = {}
        try:
            if plan.jobs:
                if executor is None:
                    keep({**os.environ, **plan.jobs[0].environment})
                from workbench.batch.execute import run_job  # papermill takes a second to import
            for job in _with_kernels(run, display):
                waiting[pool.submit(run_job, job)] = job
            _collect(run, waiting, display)
        except KeyboardInterrupt:
            run.interrupted = True
            _stop(run, waiting, display)
        finally:
            plan.stop_file.unlink(missing_ok=True)
    run.results.sort(key=lambda result: result.lesson)
    run.seconds = time.perf_counter() - begun
    return run


def _with_kernels(run: Run, display: Display) -> list[Job]:
    """Make the isolated environments that are needed; the jobs whose kernel is there. The others have failed."""
    missing: dict[str, Failure] = {}
    for name in run.plan.isolated:
        from workbench.environments import ensure

        try:
            ensure(name, tell=display.note)
        except WorkbenchError as error:
            missing[f"workbench-{name}"] = Failure(name="NoEnvironment", message=str(error))
    for job in run.plan.jobs:
        if job.kernel in missing:
            run.results.append(placeholder(job, "failed", missing[job.kernel]))
            display.finished(run.results[-1])
    return [job for job in run.plan.jobs if job.kernel not in missing]


@contextmanager
def _executor(given: Executor | None, workers: int) -> Iterator[Executor]:
    if given is not None:
        yield given
        return
    with ThreadPoolExecutor(max_workers=workers, thread_name_prefix="lesson") as own:
        yield own


def _collect(run: Run, waiting: dict[Future[Result], Job], display: Display) -> None:
    """Take in results as they come, until none is waited for."""
    clock = _Clock(run.plan)
    total = len(waiting)
    while waiting:
        done, _ = wait(waiting, timeout=_TICK, return_when=FIRST_COMPLETED)
        for future in done:
            result = _result(future, waiting[future])
            # The result is taken in before the future is forgotten: an interrupt in between loses nothing.
            run.results.append(result)
            del waiting[future]
            clock.finished(result)
            display.finished(result)
        running = tuple(job.lesson for future, job in waiting.items() if future.running())
        clock.running(running)
        left = clock.left([job.lesson for job in waiting.values()])
        display.standing(Standing(done=total - len(waiting), total=total, running=running, left=left))


def _result(future: Future[Result], job: Job) -> Result:
    """What a job returned; a job that could not even be run is a failed lesson, not the end of the others."""
    try:
        return future.result()
    except Exception as error:
        failure = Failure(name=type(error).__name__, message=f"The lesson could not be run: {error}")
        return placeholder(job, "failed", failure)


def placeholder(job: Job, status: Status, *failures: Failure) -> Result:
    """The result of a job that did not get as far as a kernel."""
    return Result(
        lesson=job.lesson,
        title=job.title,
        mode=job.mode,
        status=status,
        target=job.target,
        kernel=job.kernel,
        parameters=dict(job.parameters),
        failures=failures,
    )


def _stop(run: Run, waiting: dict[Future[Result], Job], display: Display) -> None:
    """End every kernel, wherever it runs, and take in what was finished meanwhile."""
    Path(run.plan.stop_file).touch()
    for future in waiting:
        future.cancel()
    # Asked twice, it goes at once: kernels also end by themselves when the process that started them is gone.
    with suppress(KeyboardInterrupt):
        wait([future for future in waiting if not future.cancelled()], timeout=_PATIENCE)
    futures = {job.lesson: future for future, job in waiting.items()}
    known = {result.lesson for result in run.results}
    for job in run.plan.jobs:  # also those that were not handed out yet
        if job.lesson in known:
            continue
        its = futures.get(job.lesson)
        finished = its is not None and its.done() and not its.cancelled()
        result = _result(its, job) if its is not None and finished else placeholder(job, "stopped")
        run.results.append(result)
        if result.status != "stopped":
            display.finished(result)


class _Clock:
    """Estimates how long a run still takes, from how long each lesson took the last time."""

    def __init__(self, plan: Plan) -> None:
        self._expected = dict(plan.seconds)
        self._workers = plan.workers
        self._since: dict[str, float] = {}
        self._taken: list[float] = []

    def running(self, lessons: tuple[str, ...]) -> None:
        now = time.perf_counter()
        for lesson in lessons:
            self._since.setdefault(lesson, now)

    def finished(self, result: Result) -> None:
        self._taken.append(result.seconds)

    def left(self, lessons: list[str]) -> float | None:
        """Seconds until these are through; None while there is nothing to go by."""
        known = [*self._expected.values(), *self._taken]
        if not known:
            return None
        usual = sum(known) / len(known)
        now = time.perf_counter()
        rests = [
            max(self._expected.get(lesson, usual) - (now - self._since.get(lesson, now)), 0.0) for lesson in lessons
        ]
        return max(sum(rests) / self._workers, max(rests, default=0.0))
