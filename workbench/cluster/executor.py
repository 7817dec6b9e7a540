"""An executor that puts jobs on the workers of a cluster, one by one, and on another worker when one dies."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from workbench.cluster.connection import ANSWER_SECONDS, TICK, Cluster, ClusterError
from workbench.cluster.worker import is_busy

MAX_DEATHS = 3
_END_SECONDS = 15.0


@dataclass(frozen=True, kw_only=True)
class Errand:
    """What somebody has a cluster do.

    here: the function that is submitted, as it would run in this process; there: its part for the worker, from a job to
    an answer; finish: the rest, from (job, answer) to the result, or None when the worker broke it off; stopped: the
    result of a job that is not done because the run ends; run: the run that a job belongs to; must_stop: whether the
    run of a job has been told to end.
    """

    here: Callable[[Any], Any]
    there: Callable[[Any], Any]
    finish: Callable[[Any, Any], Any | None]
    stopped: Callable[[Any], Any]
    run: Callable[[Any], str]
    must_stop: Callable[[Any], bool] = lambda _: False
    does: str = "this"


@dataclass(eq=False, kw_only=True)
class _Task:
    """A job on its way. lost: the workers that died while they ran it."""

    job: Any
    future: Future[Any] = field(default_factory=Future)
    lost: list[str] = field(default_factory=list)
    worker: str = ""
    attempt: Future[Any] = field(default_factory=Future)

    def begins(self) -> bool:
        """False when it was cancelled before."""
        return self.future.running() or self.future.set_running_or_notify_cancel()


class ClusterExecutor(Executor):
    """Puts one job on each thread of the workers, and a job that lost its worker on another one.

    Dask by itself gives a busy worker more to do, and blames all of it when that worker dies. Placed one by one, only
    what really ran there is suspected, and what is suspected runs last and alone on its worker.
    """

    def __init__(self, cluster: Cluster, errand: Errand, limit: int | None) -> None:
        self._cluster, self._errand = cluster, errand
        self._limit = limit or 10**9
        self._fresh: deque[_Task] = deque()  # filled by any thread; all else belongs to the executor's own
        self._suspects: deque[_Task] = deque()
        self._flying: deque[_Task] = deque()
        self._fits: dict[str, bool] = {}
        self._closing = threading.Event()
        self._news = threading.Event()
        self._thread = threading.Thread(target=self._work, name="cluster", daemon=True)
        self._thread.start()

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **options: Any) -> Future[Any]:
        """Have the errand's function done. Raises TypeError for other functions."""
        if function is not self._errand.here or len(arguments) != 1 or options:
            raise TypeError(f"A cluster {self._errand.does}: submit({self._errand.here.__name__}, job).")
        if self._closing.is_set():
            raise RuntimeError("The connection to the cluster is closed.")
        task = _Task(job=arguments[0])
        self._fresh.append(task)
        self._news.set()
        return task.future

    def shutdown(self, wait: bool = True, **_: Any) -> None:
        """End what runs and what waits. wait: until no worker is busy with it, for a bounded time."""
        self._closing.set()
        self._news.set()
        self._thread.join(timeout=ANSWER_SECONDS + _END_SECONDS if wait else 0)

    def _work(self) -> None:
        while not self._closing.is_set():
            self._news.clear()
            try:
                self._step()
            except OSError as error:  # all that a network can do to us
                told = f"The scheduler at {self._cluster.address} does not answer: {error}"
                self._end_all(ClusterError(told, final=True))
            except Exception as error:
                self._end_all(error)
            self._news.wait(TICK)
        self._end_all(None)

    def _step(self) -> None:
        tasks = [*self._flying, *self._suspects, *self._fresh]
        if any(self._errand.must_stop(task.job) for task in tasks):
            self._end_all(None)
        elif tasks:
            threads = self._usable(self._cluster.threads())
            for task in list(self._flying):
                if task.attempt.done() or task.worker not in threads:
                    self._flying.remove(task)
                    self._take_in(task)
            self._place_all(threads)

    def _usable(self, threads: dict[str, int]) -> dict[str, int]:
        """Without the workers that do not fit; those that came since the last look are examined."""
        new = threads.keys() - self._fits.keys()
        problems = self._cluster.problems(new) if new else {}
        self._fits.update({worker: worker not in problems for worker in new})
        for worker, problem in problems.items():
            self._cluster.tell(f"Not used: the worker {worker} {problem}")
        return {worker: number for worker, number in threads.items() if self._fits[worker]}

    def _take_in(self, task: _Task) -> None:
        """What has come back, or will not, because the worker is gone."""
        from distributed.scheduler import KilledWorker, NoValidWorkerError

        try:
            # An attempt that is through cannot be cancelled; a worker that closes stops what it runs.
            if task.attempt.cancel() or (result := self._errand.finish(task.job, task.attempt.result())) is None:
                self._lose(task)
            else:
                task.future.set_result(result)
        except (KilledWorker, NoValidWorkerError):  # it came back under the same address, and died again
            self._lose(task)
        except Exception as error:
            task.future.set_exception(error)

    def _lose(self, task: _Task) -> None:
        task.lost.append(task.worker)
        if len(task.lost) < MAX_DEATHS:
            self._suspects.append(task)
            return
        told = (
            f"{len(task.lost)} workers died while they ran it ({', '.join(task.lost)}). It may need more memory than "
        )
        task.future.set_exception(ClusterError(f"{told}they have, or end its own worker: their logs say more."))

    def _place_all(self, threads: Mapping[str, int]) -> None:
        taken = dict.fromkeys(threads, 0)
        for task in self._flying:
            taken[task.worker] += threads[task.worker] if task.lost else 1
        while (waiting := self._fresh or self._suspects) and len(self._flying) < self._limit:
            alone = waiting is self._suspects
            free = [worker for worker in threads if taken[worker] < (1 if alone else threads[worker])]
            if not free:
                return
            task = waiting.popleft()
            task.worker = min(free, key=lambda one: taken[one] / threads[one])
            if task.begins():
                taken[task.worker] += threads[task.worker] if task.lost else 1
                # To this worker and no other: whether it is tried again is decided here.
                pool = self._cluster.client.get_executor(workers=[task.worker], allow_other_workers=False, pure=False)
                task.attempt = pool.submit(self._errand.there, task.job)
                task.attempt.add_done_callback(lambda _: self._news.set())
                self._flying.append(task)

    def _end_all(self, error: Exception | None) -> None:
        """Break off what runs, forget what waits. error: why; None when asked to: then the workers are waited for."""
        for task in self._flying:
            task.attempt.cancel()
        if error is None:
            with suppress(OSError, ClusterError):
                self._wait_for_workers()
        for tasks in (self._flying, self._suspects, self._fresh):
            while tasks:
                task = tasks.popleft()
                if task.begins() and error is None:
                    task.future.set_result(self._errand.stopped(task.job))
                elif task.future.running():
                    task.future.set_exception(error)

    def _wait_for_workers(self) -> None:
        """Until no worker runs any of it any more, for a bounded time."""
        workers, runs = {task.worker for task in self._flying}, {self._errand.run(task.job) for task in self._flying}
        until = time.monotonic() + _END_SECONDS
        while workers and time.monotonic() < until:
            workers &= self._cluster.threads().keys()
            answers = self._cluster.client.run(is_busy, runs, workers=list(workers), on_error="return")
            workers = {worker for worker, busy in answers.items() if busy is True}
            time.sleep(TICK)
