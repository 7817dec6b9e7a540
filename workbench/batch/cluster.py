"""Run the jobs of a batch on a Dask cluster.

Only values travel: a job with its notebook goes to a worker, the executed notebook comes back, and this process writes
the files. Workers share no disk with it, and a lesson that runs twice because it lost its worker is written once.
``connected`` gives the executor; ``run_on_worker``, ``facts`` and ``is_busy`` run on the workers.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import platform
import re
import tempfile
import threading
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from workbench.batch.execute import execute_job, run_job, store
from workbench.batch.model import Executed, Job, Result
from workbench.batch.plan import Plan, kernel_environment
from workbench.batch.runner import placeholder
from workbench.content import content_root
from workbench.doctor import install_command
from workbench.environments import ensure
from workbench.errors import WorkbenchError

MAX_DEATHS = 3
_CONNECT_SECONDS = 10.0
_WORKERS_SECONDS = 120.0
_ANSWER_SECONDS = 30.0
_END_SECONDS = 15.0
_TICK = 0.25
_CONTENT = "WORKBENCH_CONTENT"
_PACKAGE = Path(__file__).resolve().parent.parent

Tell = Callable[[str], None]


class ClusterError(WorkbenchError):
    """The scheduler is gone, or has had no workers for too long, or a lesson has lost too many of them."""


_busy: list[str] = []  # the runs whose jobs run in this worker, by their stop files


def run_on_worker(job: Job) -> Executed:
    """Run a job in the worker that calls this, and write nothing; it is broken off when nobody wants it any more.

    Raises WorkbenchError when an isolated environment cannot be made.
    """
    _busy.append(job.stop_file)
    try:
        with tempfile.TemporaryDirectory(prefix="wb-stop-") as folder:
            stop_file = Path(folder) / "stop"
            environment = {**job.environment, _CONTENT: str(_content(job.environment[_CONTENT]))}
            with _stopped_when_unwanted(stop_file):
                if job.kernel.startswith("workbench-"):
                    ensure(job.kernel.removeprefix("workbench-"), tell=lambda _: None)
                return execute_job(replace(job, stop_file=str(stop_file), environment=environment))
    finally:
        _busy.remove(job.stop_file)


@contextmanager
def _stopped_when_unwanted(stop_file: Path) -> Iterator[None]:
    """Touch the file when the client cancels this thread's task or goes away, or the worker closes.

    Dask never interrupts a task that runs, so somebody beside it has to look.
    """
    from distributed import get_worker

    worker, over = get_worker(), threading.Event()
    key = worker.get_current_task()

    def unwanted() -> bool:
        task = worker.state.tasks.get(key)
        return task is None or task.state == "cancelled" or worker.status.name in ("closing", "closed", "failed")

    def watch() -> None:
        while not over.is_set():
            if unwanted():
                stop_file.touch()
            over.wait(_TICK)

    watcher = threading.Thread(target=watch, name="unwanted", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def is_busy(stop_files: set[str]) -> bool:
    """Whether a job with one of these stop files runs in this worker."""
    return not stop_files.isdisjoint(_busy)


def facts(content: str) -> dict[str, str]:
    """What must be the same here and on the workers. content: the client's content root."""
    root = _content(content)
    return {
        "Python": platform.python_version(),
        "workbench": f"{version('ml-workbench')} ({_digest(_PACKAGE, '**/*.py')})",
        "lessons": _digest(root, "lessons/**/*.py", "solutions/**/*.py", "datasets/catalog.toml"),
    }


def _content(of_client: str) -> Path:
    """The client's content where this machine sees it, else the content that this machine has itself."""
    return Path(of_client) if (Path(of_client) / "lessons").is_dir() else content_root()


def _digest(root: Path, *patterns: str) -> str:
    total = hashlib.sha256()
    for path in sorted(path for pattern in patterns for path in root.glob(pattern)):
        name = path.relative_to(root)
        if "_content" not in name.parts:  # a wheel carries lessons inside the package
            total.update(f"{name.as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()[:12]


@contextmanager
def connected(
    plan: Plan, address: str, *, limit: int | None = None, tell: Tell, patience: float = _WORKERS_SECONDS
) -> Iterator[tuple[Plan, Executor]]:
    """The plan as it suits a cluster, and the executor for it; when left, nothing of the run remains on the cluster.

    plan: with at least one job; address: of the scheduler, such as ``tcp://10.0.0.5:8786``; limit: how many lessons may
    run at the same time, None for one on each thread of the workers; tell: gets a sentence when it has to wait;
    patience: seconds to wait for workers. Raises WorkbenchError for an address that is none, when nobody answers there
    or no workers come, and when a worker has another Python, workbench or lessons.
    """
    content = plan.jobs[0].environment[_CONTENT]
    with _client(address) as client:
        cluster = _Cluster(client=client, address=address, content=content, tell=tell, patience=patience)
        while not (threads := cluster.threads()):
            time.sleep(_TICK)
        for worker, problem in cluster.problems(threads).items():
            raise WorkbenchError(f"The worker {worker} {problem} Start it from the same environment as this workbench.")
        slots = min(sum(threads.values()), limit or sum(threads.values()))
        more = kernel_environment(slots)  # before the job's own: it knows which content the plan is made of
        jobs = tuple(replace(job, environment={**more, **job.environment}) for job in plan.jobs)
        with ClusterExecutor(cluster, limit) as executor:
            # Isolated environments are made by the workers that need them.
            yield replace(plan, jobs=jobs, workers=slots, isolated=()), executor


def check_address(address: str) -> None:
    """Raises WorkbenchError when it is no address of a scheduler."""
    if not re.fullmatch(r"(tcp|tls|ws|wss)://[^/\s]+:\d{1,5}", address):
        raise WorkbenchError(
            f"{address!r} is no address of a Dask scheduler. Write it as it tells it, such as tcp://127.0.0.1:8786."
        )


@contextmanager
def _client(address: str) -> Iterator[Any]:
    check_address(address)
    try:
        import dask
        from distributed import Client
        from distributed.versions import VersionMismatchWarning
    except ImportError as error:
        raise WorkbenchError(f"A cluster needs the extra 'cluster'. Get it: {install_command('cluster')}") from error
    # What goes wrong is told by an error that says what to do; Dask's own lines would run into the progress bar.
    for name in ("distributed", "distributed.client", "distributed.core", "distributed.comm"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    new: Callable[..., Any] = Client
    with dask.config.set({"distributed.comm.timeouts.connect": _CONNECT_SECONDS}):
        try:
            asyncio.run(asyncio.wait_for(_greet(address), _CONNECT_SECONDS))
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", VersionMismatchWarning)  # what matters is compared and is an error
                client = new(address, timeout=_CONNECT_SECONDS, set_as_default=False, name="workbench-run")
        except (OSError, ValueError, TypeError, RuntimeError) as error:  # a TimeoutError is an OSError
            reason = str(error)[:200] or f"no answer within {_CONNECT_SECONDS:.0f} s"
            raise WorkbenchError(
                f"No Dask scheduler answers at {address}: {reason}. Start one with 'dask scheduler' and workers with "
                "'dask worker ADDRESS'; give the address that the scheduler tells."
            ) from error
        try:
            yield client
        finally:
            with suppress(OSError):
                client.close(timeout=_ANSWER_SECONDS)


async def _greet(address: str) -> None:
    """Shake hands with the scheduler: a client would wait without end for something else that listens there."""
    from distributed.comm.core import connect
    from distributed.security import Security

    connection = await connect(address, **Security().get_connection_args("client"))  # type: ignore[no-untyped-call]
    await connection.close()


@dataclass(kw_only=True)
class _Cluster:
    """What is asked of a cluster. Everything raises OSError when the scheduler does not answer."""

    client: Any  # distributed.Client, which has next to no types
    address: str
    content: str
    tell: Tell
    patience: float
    empty_since: float | None = None

    def threads(self) -> dict[str, int]:
        """address → number of threads of each worker. Tells of an empty cluster; ClusterError when it stays empty."""
        if self.client.scheduler is None:
            raise ConnectionError("the connection is closed")
        # Not the client's own nthreads(), which would wait without end.
        threads: dict[str, int] = self.client.sync(self.client.scheduler.ncores, callback_timeout=_ANSWER_SECONDS)
        now = time.monotonic()
        if threads:
            self.empty_since = None
        elif self.empty_since is None:
            self.empty_since = now
            self.tell(f"The cluster has no workers; waiting up to {self.patience:.0f} s for one.")
        elif now - self.empty_since > self.patience:
            raise ClusterError(
                f"The cluster has had no workers for {self.patience:.0f} s. Start some with 'dask worker "
                f"{self.address}' and give the same command again."
            )
        return threads

    def problems(self, workers: Iterable[str]) -> dict[str, str]:
        """worker → what about it does not fit, for those that cannot be used."""
        ours = facts(self.content)
        found = {}
        answers = self.client.run(facts, self.content, workers=list(workers), on_error="return")
        for worker, theirs in answers.items():
            if isinstance(theirs, OSError):
                continue  # it is gone again
            if isinstance(theirs, Exception):
                found[worker] = f"has no workbench that fits ({type(theirs).__name__}: {str(theirs)[:200]})."
            elif other := [name for name in ours if theirs.get(name) != ours[name]]:
                found[worker] = f"has another {other[0]}: {theirs.get(other[0])}, here it is {ours[other[0]]}."
        return found


@dataclass(eq=False, kw_only=True)
class _Task:
    """A job on its way. lost: the workers that died while they ran it."""

    job: Job
    future: Future[Result] = field(default_factory=Future)
    lost: list[str] = field(default_factory=list)
    worker: str = ""
    attempt: Future[Executed] = field(default_factory=Future)

    def begins(self) -> bool:
        """False when it was cancelled before."""
        return self.future.running() or self.future.set_running_or_notify_cancel()


class ClusterExecutor(Executor):
    """Puts one job on each thread of the workers, and a job that lost its worker on another one.

    Dask by itself gives a busy worker more to do, and blames all of it when that worker dies. Placed one by one, only
    what really ran there is suspected, and what is suspected runs last and alone on its worker.
    """

    def __init__(self, cluster: _Cluster, limit: int | None) -> None:
        self._cluster = cluster
        self._limit = limit or 10**9
        self._fresh: deque[_Task] = deque()  # filled by any thread; all else belongs to the executor's own
        self._suspects: deque[_Task] = deque()
        self._flying: deque[_Task] = deque()
        self._fits: dict[str, bool] = {}
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._work, name="cluster", daemon=True)
        self._thread.start()

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **options: Any) -> Future[Any]:
        """Do the first half of ``run_job`` on a worker and the second here. Raises TypeError for other functions."""
        if function is not run_job or len(arguments) != 1 or options:
            raise TypeError("A cluster runs lessons: submit(run_job, job).")
        if self._closing.is_set():
            raise RuntimeError("The connection to the cluster is closed.")
        task = _Task(job=arguments[0])
        self._fresh.append(task)
        return task.future

    def shutdown(self, wait: bool = True, **_: Any) -> None:
        """End what runs and what waits. wait: until the kernels are gone, for a bounded time."""
        self._closing.set()
        self._thread.join(timeout=_ANSWER_SECONDS + _END_SECONDS if wait else 0)

    def _work(self) -> None:
        while not self._closing.is_set():
            try:
                self._step()
            except OSError as error:  # all that a network can do to us
                self._end_all(ClusterError(f"The scheduler at {self._cluster.address} does not answer: {error}"))
            except Exception as error:
                self._end_all(error)
            self._closing.wait(_TICK)
        self._end_all(None)

    def _step(self) -> None:
        tasks = [*self._flying, *self._suspects, *self._fresh]
        if any(Path(task.job.stop_file).exists() for task in tasks):
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
            if task.attempt.cancel() or (executed := task.attempt.result()).result.status == "stopped":
                self._lose(task)
            else:
                task.future.set_result(store(task.job, executed))
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
                task.attempt = pool.submit(run_on_worker, task.job)
                self._flying.append(task)

    def _end_all(self, error: Exception | None) -> None:
        """Break off what runs, forget what waits. error: why; None when asked to: then kernels are waited for."""
        for task in self._flying:
            task.attempt.cancel()
        if error is None:
            with suppress(OSError, ClusterError):
                self._wait_for_kernels()
        for tasks in (self._flying, self._suspects, self._fresh):
            while tasks:
                task = tasks.popleft()
                if task.begins() and error is None:
                    task.future.set_result(placeholder(task.job, "stopped"))
                elif task.future.running():
                    task.future.set_exception(error)

    def _wait_for_kernels(self) -> None:
        """Until no worker runs any of it any more, for a bounded time."""
        workers, stop_files = {task.worker for task in self._flying}, {task.job.stop_file for task in self._flying}
        until = time.monotonic() + _END_SECONDS
        while workers and time.monotonic() < until:
            workers &= self._cluster.threads().keys()
            answers = self._cluster.client.run(is_busy, stop_files, workers=list(workers), on_error="return")
            workers = {worker for worker, busy in answers.items() if busy is True}
            time.sleep(_TICK)
