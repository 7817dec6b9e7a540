"""Grade on a Dask cluster.

A task with the bytes of a submission goes to a worker, the report comes back, and everything is recorded here: workers
share no disk with this machine. Each worker has a sandbox of its own, started with the first task of a run and ended
with the run, and a grading process for each of its threads. Where nobody asks for it any more it ends by itself.
"""

from __future__ import annotations

import asyncio
import platform
import secrets
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from workbench.cluster.connection import Cluster, ClusterError, Tell, client_of
from workbench.cluster.executor import ClusterExecutor, Errand
from workbench.cluster.worker import at_work, content_here, digest_of, is_closing, package_version, when_unwanted
from workbench.content import content_root
from workbench.grading.classroom.libraries import sandbox_for
from workbench.grading.classroom.pool import WorkerDiedError, WorkerProcess
from workbench.grading.judging.grade import Report
from workbench.grading.judging.worker import Task
from workbench.grading.sandbox.command import find_bubblewrap
from workbench.grading.sandbox.folder import clear_abandoned
from workbench.grading.sandbox.outside import Sandbox, SandboxError
from workbench.grading.sandbox.seccomp import compile_filter

_WORKERS_SECONDS = 120.0
_IDLE = 10.0  # seconds without a task: a run that was killed ends its sandboxes by nothing else
_TICK = 0.5


@dataclass(frozen=True, kw_only=True)
class Order:
    """A task on its way. run: names the run; content: the client's content root; lessons: what the run grades; trust:
    without a sandbox."""

    run: str
    content: str
    lessons: tuple[str, ...]
    trust: bool
    task: Task


# -- here --------------------------------------------------------------------------------------------------------------


class ClusterPlace:
    """The workers of a cluster as a place to grade."""

    def __init__(self, executor: ClusterExecutor, *, slots: int, run: str, lessons: Sequence[str], trust: bool) -> None:
        self.slots = slots
        self._executor, self._run, self._trust = executor, run, trust
        self._content, self._lessons = str(content_root()), tuple(lessons)

    def submit(self, task: Task) -> Future[Report]:
        order = Order(run=self._run, content=self._content, lessons=self._lessons, trust=self._trust, task=task)
        return self._executor.submit(grade_on_worker, order)

    def is_final(self, error: Exception) -> bool:
        return isinstance(error, ClusterError) and error.final

    def heal(self) -> None:
        """Workers mend their sandboxes themselves."""


@contextmanager
def connected(
    address: str,
    *,
    lessons: Sequence[str],
    limit: int | None = None,
    trust: bool = False,
    tell: Tell,
    patience: float = _WORKERS_SECONDS,
) -> Iterator[ClusterPlace]:
    """The cluster of a scheduler; when left, nothing of the run remains on it.

    address: such as ``tcp://10.0.0.5:8786``; lessons: what will be graded; limit: how many submissions at the same
    time, None for one on each thread of the workers; trust: without a sandbox; tell: gets a sentence when it has to
    wait; patience: seconds to wait for workers. Raises WorkbenchError for an address that is none, when nobody answers
    there or no workers come, when a worker has another Python, workbench, lesson or solution, and when one has no
    bubblewrap.
    """
    run = secrets.token_hex(8)
    asked = str(content_root()), tuple(lessons)
    examine = partial(examine_worker, *asked, trust)
    with client_of(address, name="workbench-grade") as client:
        cluster = Cluster(
            client=client, address=address, facts=partial(facts, *asked), tell=tell, patience=patience, examine=examine
        )
        threads = sum(cluster.fitting().values())
        try:
            with ClusterExecutor(cluster, _ERRAND, limit) as executor:
                slots = min(threads, limit or threads)
                yield ClusterPlace(executor, slots=slots, run=run, lessons=lessons, trust=trust)
        finally:
            with suppress(OSError, ClusterError):
                if cluster.threads():
                    client.run(end_station, run, on_error="return")


# -- on a worker -------------------------------------------------------------------------------------------------------


def facts(content: str, lessons: Sequence[str]) -> dict[str, str]:
    """What must be the same here and on the workers. content: the client's content root."""
    root = content_here(content)
    found = {"Python": platform.python_version(), "workbench": package_version()}
    for lesson in lessons:
        found[f"lesson {lesson}"] = digest_of(root, f"lessons/{lesson}.py")
        found[f"solution of {lesson}"] = digest_of(root, f"solutions/{lesson}.py")
    return found


def examine_worker(content: str, lessons: Sequence[str], trust: bool) -> dict[str, str]:
    """``facts`` of a worker. Raises WorkbenchError when it cannot make a sandbox."""
    if not trust:
        find_bubblewrap()
        compile_filter()
    return facts(content, lessons)


def grade_on_worker(order: Order) -> Report | None:
    """Grade a submission in the worker that calls this; None when nobody wants it any more.

    Raises WorkerDiedError, SandboxError and UngradedError.
    """
    unwanted = threading.Event()
    with at_work(order.run), _process(order) as (station, process):

        def break_off() -> None:
            unwanted.set()
            process.kill()
            station.over = True

        try:
            with when_unwanted(break_off):
                return process.grade(order.task, station.address(), trusted=order.trust)
        except (WorkerDiedError, SandboxError):
            if unwanted.is_set():
                return None
            raise


class _Station:
    """What a run has on one worker: a sandbox and grading processes. users: tasks that are at it; since: when the last
    one left; over: whether the run is known to be gone."""

    def __init__(self, order: Order) -> None:
        root = content_here(order.content)
        self.users = 0
        self.since = time.monotonic()
        self.over = False
        self.idle: list[WorkerProcess] = []
        self.environment = {"WORKBENCH_CONTENT": str(root)}
        self._new = partial(sandbox_for, order.lessons, root, trust=order.trust)
        self._sandbox: Sandbox | None = None
        # One thread for all that is done with the sandbox: bubblewrap ends with the thread that started it.
        self._keeper = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sandbox")

    def address(self) -> str:
        """Of the sandbox, which is started or mended first. Raises SandboxError."""
        return self._keeper.submit(self._ready).result()

    def _ready(self) -> str:
        try:
            if self._sandbox is None:
                clear_abandoned()
                self._sandbox = self._new().__enter__()
            self._sandbox.revive()
        except SandboxError:
            self._close()
            raise
        return self._sandbox.address

    def end(self) -> None:
        """End the sandbox and what is idle; a process at work ends with its task."""
        for process in self.idle:
            process.close()
        try:
            self._keeper.submit(self._close).result()
        except RuntimeError:  # the interpreter ends, and the keeper has ended already
            self._close()
        self._keeper.shutdown()

    def _close(self) -> None:
        sandbox, self._sandbox = self._sandbox, None
        if sandbox is not None:
            sandbox.close()


_stations: dict[str, _Station] = {}
_ending: list[tuple[str, _Station]] = []
_lock = threading.Lock()


@contextmanager
def _process(order: Order) -> Iterator[tuple[_Station, WorkerProcess]]:
    """A grading process of the run's station, for one task."""
    from distributed import get_worker

    with _lock:
        if order.run not in _stations:
            _stations[order.run] = _Station(order)
            threading.Thread(target=_watch, args=(order.run, get_worker()), name="station", daemon=True).start()
        station = _stations[order.run]
        station.users += 1
        process = station.idle.pop() if station.idle else WorkerProcess(environment=station.environment)
    try:
        yield station, process
    finally:
        with _lock:
            station.users -= 1
            station.since = time.monotonic()
            kept = _stations.get(order.run) is station and not process.ended
            if kept:
                station.idle.append(process)
        if not kept:
            process.close()


def _watch(run: str, worker: Any) -> None:
    """End a station when nobody has wanted anything of it for a while, or the worker closes."""
    while (station := _stations.get(run)) is not None:
        if is_closing(worker) or station.over or time.monotonic() - station.since > _IDLE:
            _end(run, in_use=is_closing(worker))
        time.sleep(_TICK)


def _end(run: str, *, in_use: bool = True) -> None:
    """End a station; one that has users only with ``in_use``."""
    with _lock:
        station = _stations.get(run)
        if station is None or (station.users and not in_use):
            return
        del _stations[run]
        _ending.append((run, station))
    station.end()
    with _lock:
        _ending.remove((run, station))


async def end_station(run: str) -> None:
    """End what a run has on this worker, and wait until it is gone."""
    await asyncio.to_thread(_end, run)
    while any(ending == run for ending, _ in _ending):
        await asyncio.sleep(_TICK)


_ERRAND = Errand(
    here=grade_on_worker,
    there=grade_on_worker,
    finish=lambda _, report: report,
    stopped=lambda _: None,
    run=lambda order: str(order.run),
    does="grades submissions",
)
