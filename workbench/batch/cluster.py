"""Run the jobs of a batch on a Dask cluster.

A job with its notebook goes to a worker, the executed notebook comes back, and this process writes the files. Workers
share no disk with it, and a lesson that runs twice because it lost its worker is written once. ``connected`` gives the
executor; ``run_on_worker`` and ``facts`` run on the workers.
"""

from __future__ import annotations

import platform
import tempfile
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from pathlib import Path

from workbench.batch.execute import execute_job, run_job, store
from workbench.batch.model import Executed, Job, Result
from workbench.batch.plan import Plan, kernel_environment
from workbench.batch.runner import placeholder
from workbench.cluster.connection import Cluster, ClusterError, Tell, check_address, client_of
from workbench.cluster.executor import ClusterExecutor, Errand
from workbench.cluster.worker import at_work, content_here, when_unwanted
from workbench.cluster.worker import digest_of as _digest
from workbench.environments import ensure

__all__ = ["ClusterError", "check_address", "connected", "facts", "run_on_worker"]

_WORKERS_SECONDS = 120.0
_CONTENT = "WORKBENCH_CONTENT"
_PACKAGE = Path(__file__).resolve().parent.parent


def run_on_worker(job: Job) -> Executed:
    """Run a job in the worker that calls this, and write nothing; it is broken off when nobody wants it any more.

    Raises WorkbenchError when an isolated environment cannot be made.
    """
    with at_work(job.stop_file), tempfile.TemporaryDirectory(prefix="wb-stop-") as folder:
        stop_file = Path(folder) / "stop"
        environment = {**job.environment, _CONTENT: str(content_here(job.environment[_CONTENT]))}
        with when_unwanted(stop_file.touch):
            if job.kernel.startswith("workbench-"):
                ensure(job.kernel.removeprefix("workbench-"), tell=lambda _: None)
            return execute_job(replace(job, stop_file=str(stop_file), environment=environment))


def facts(content: str) -> dict[str, str]:
    """What must be the same here and on the workers. content: the client's content root."""
    root = content_here(content)
    return {
        "Python": platform.python_version(),
        "workbench": f"{version('ml-workbench')} ({_digest(_PACKAGE, '**/*.py')})",
        "lessons": _digest(root, "lessons/**/*.py", "lessons/**/*.js", "solutions/**/*.py", "datasets/catalog.toml"),
    }


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
    same = partial(facts, plan.jobs[0].environment[_CONTENT])
    with client_of(address, name="workbench-run") as client:
        cluster = Cluster(client=client, address=address, facts=same, tell=tell, patience=patience)
        threads = cluster.fitting()
        slots = min(sum(threads.values()), limit or sum(threads.values()))
        more = kernel_environment(slots)  # before the job's own: it knows which content the plan is made of
        jobs = tuple(replace(job, environment={**more, **job.environment}) for job in plan.jobs)
        with ClusterExecutor(cluster, _ERRAND, limit) as executor:
            # Isolated environments are made by the workers that need them.
            yield replace(plan, jobs=jobs, workers=slots, isolated=()), executor


def _finish(job: Job, executed: Executed) -> Result | None:
    return None if executed.result.status == "stopped" else store(job, executed)


_ERRAND = Errand(
    here=run_job,
    there=run_on_worker,
    finish=_finish,
    stopped=lambda job: placeholder(job, "stopped"),
    run=lambda job: str(job.stop_file),
    must_stop=lambda job: Path(job.stop_file).exists(),
    does="runs lessons",
)
