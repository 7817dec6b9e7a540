"""The connection to a cluster: who answers, which workers there are, and whether they are like this machine."""

from __future__ import annotations

import asyncio
import logging
import re
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from workbench.errors import WorkbenchError

ANSWER_SECONDS = 30.0
TICK = 0.25
_CONNECT_SECONDS = 10.0
_LARGE = "100MB"  # what travels is limited elsewhere, and Dask's warning would run into the progress bar

Tell = Callable[[str], None]


class ClusterError(WorkbenchError):
    """The scheduler is gone, or has had no workers for too long, or a job has lost too many of them. final: whether
    nothing more can be done there."""

    def __init__(self, message: str, *, final: bool = False) -> None:
        super().__init__(message)
        self.final = final


def check_address(address: str) -> None:
    """Raises WorkbenchError when it is no address of a scheduler."""
    if not re.fullmatch(r"(tcp|tls|ws|wss)://[^/\s]+:\d{1,5}", address):
        raise WorkbenchError(
            f"{address!r} is no address of a Dask scheduler. Write it as it tells it, such as tcp://127.0.0.1:8786."
        )


@contextmanager
def client_of(address: str, *, name: str) -> Iterator[Any]:
    """A ``distributed.Client``. Raises WorkbenchError for an address that is none, and when nobody answers there."""
    check_address(address)
    try:
        import dask
        from distributed import Client
        from distributed.versions import VersionMismatchWarning
    except ImportError as error:
        raise WorkbenchError("A cluster needs the extra 'cluster'. Get it: workbench install cluster") from error
    # What goes wrong is told by an error that says what to do; Dask's own lines would run into the progress bar.
    for logger in ("distributed", "distributed.client", "distributed.core", "distributed.comm"):
        logging.getLogger(logger).setLevel(logging.CRITICAL)
    new: Callable[..., Any] = Client
    settings = {
        "distributed.comm.timeouts.connect": _CONNECT_SECONDS,
        "distributed.admin.large-graph-warning-threshold": _LARGE,
    }
    with dask.config.set(settings):
        try:
            asyncio.run(asyncio.wait_for(_greet(address), _CONNECT_SECONDS))
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", VersionMismatchWarning)  # what matters is compared and is an error
                client = new(address, timeout=_CONNECT_SECONDS, set_as_default=False, name=name)
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
                client.close(timeout=ANSWER_SECONDS)


async def _greet(address: str) -> None:
    """Shake hands with the scheduler: a client would wait without end for something else that listens there."""
    from distributed.comm.core import connect
    from distributed.security import Security

    connection = await connect(address, **Security().get_connection_args("client"))  # type: ignore[no-untyped-call]
    await connection.close()


@dataclass(kw_only=True)
class Cluster:
    """What is asked of a cluster. Everything raises OSError when the scheduler does not answer.

    facts: called here and on each worker; what must be the same, by name; examine: called on the workers in its place,
    and may raise WorkbenchError there, which says why a worker cannot be used.
    """

    client: Any  # distributed.Client, which has next to no types
    address: str
    facts: Callable[[], dict[str, str]]
    tell: Tell
    patience: float
    examine: Callable[[], dict[str, str]] | None = None
    empty_since: float | None = None

    def threads(self) -> dict[str, int]:
        """address → number of threads of each worker. Tells of an empty cluster; ClusterError when it stays so."""
        if self.client.scheduler is None:
            raise ConnectionError("the connection is closed")
        # Not the client's own nthreads(), which would wait without end.
        threads: dict[str, int] = self.client.sync(self.client.scheduler.ncores, callback_timeout=ANSWER_SECONDS)
        now = time.monotonic()
        if threads:
            self.empty_since = None
        elif self.empty_since is None:
            self.empty_since = now
            self.tell(f"The cluster has no workers; waiting up to {self.patience:.0f} s for one.")
        elif now - self.empty_since > self.patience:
            raise ClusterError(
                f"The cluster has had no workers for {self.patience:.0f} s. Start some with 'dask worker "
                f"{self.address}' and give the same command again.",
                final=True,
            )
        return threads

    def fitting(self) -> dict[str, int]:
        """``threads`` as soon as there are any. Raises WorkbenchError, which names the worker, for one that does not
        fit."""
        while not (threads := self.threads()):
            time.sleep(TICK)
        for worker, problem in self.problems(threads).items():
            raise WorkbenchError(f"The worker {worker} {problem}")
        return threads

    def problems(self, workers: Iterable[str]) -> dict[str, str]:
        """worker → what about it does not fit, for those that cannot be used."""
        ours = self.facts()
        same = "Start it from the same environment as this workbench."
        found = {}
        answers = self.client.run(self.examine or self.facts, workers=list(workers), on_error="return")
        for worker, theirs in answers.items():
            if isinstance(theirs, OSError):
                continue  # it is gone again
            if isinstance(theirs, WorkbenchError):
                found[worker] = f"cannot be used: {theirs}"
            elif isinstance(theirs, Exception):
                found[worker] = f"has no workbench that fits ({type(theirs).__name__}: {str(theirs)[:200]}). {same}"
            elif other := [name for name in ours if theirs.get(name) != ours[name]]:
                found[worker] = f"has another {other[0]}: {theirs.get(other[0])}, here it is {ours[other[0]]}. {same}"
        return found
