"""Ask a zygote for a kernel; start the zygote when there is none."""

from __future__ import annotations

import fcntl
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from workbench.errors import WorkbenchError
from workbench.kernel import protocol
from workbench.kernel.fingerprint import branch_key, fingerprint, relevant
from workbench.kernel.place import log_path, runtime_folder, socket_path
from workbench.kernel.support import why_not
from workbench.kernel.track import extras_for

UNKNOWN_EXIT = 255
"""The code of a kernel that ended after its zygote had been killed: nobody was there to take it."""

_TIMEOUT = 60.0  # seconds for an answer; a zygote may be in the middle of its longest import
_IDLE = "120"  # seconds that a zygote lives on without any kernel and without anyone who keeps it


class NoWarmKernelError(Exception):
    """Why the kernel must be started the ordinary way."""


def connect(environment: Mapping[str, str]) -> socket.socket:
    """A connection to the zygote that fits this environment; it is started if need be. Raises NoWarmKernelError."""
    try:
        key = fingerprint(environment)
        path = socket_path(key)
        found = _try(path)
        if found is not None:
            return found
        with _alone():
            found = _try(path)
            if found is None:
                path.unlink(missing_ok=True)  # left by one that was killed
                _start(key, path, environment)
                found = _try(path)
    except (OSError, WorkbenchError) as error:
        raise NoWarmKernelError(str(error)) from error
    if found is None:
        raise NoWarmKernelError(f"The zygote does not answer; see {log_path(key)}.")
    return found


def connect_for(environment: Mapping[str, str], folder: str) -> socket.socket:
    """A connection to the zygote of the track that a folder belongs to; to the base's where there is none, or where it
    cannot be made. Raises NoWarmKernelError."""
    extras = extras_for(environment, folder)
    if not extras:
        return connect(environment)
    path = socket_path(branch_key(fingerprint(environment), extras))
    found = _try(path)
    if found is not None:
        return found
    base = connect(environment)
    with _alone():
        found = _try(path)
        if found is None:
            path.unlink(missing_ok=True)  # left by one that was killed
            with suppress(OSError, protocol.ProtocolError):
                protocol.send(base, {"op": "branch", "path": str(path), "extras": list(extras)})
                protocol.receive(base)
            found = _try(path)
    base.close()
    return found or connect(environment)


def running(environment: Mapping[str, str]) -> socket.socket | None:
    """A connection to the zygote that fits, if there is one."""
    return _try(socket_path(fingerprint(environment)))


def ask(connection: socket.socket, operation: str) -> dict[str, Any]:
    """Send ``status``, ``hold`` or ``retire``; what the zygote says of itself. Raises NoWarmKernelError."""
    try:
        protocol.send(connection, {"op": operation})
        received = protocol.receive(connection)
    except (OSError, protocol.ProtocolError) as error:
        raise NoWarmKernelError(f"The zygote broke off: {error}") from error
    if received is None:
        raise NoWarmKernelError("The zygote closed the connection.")
    return received[0]


_kept: list[socket.socket] = []


def keep(environment: Mapping[str, str] | None = None) -> threading.Thread:
    """Have a zygote ready as long as this process lives, so that its kernels start warm from the first one on.

    In the background, and quietly: without a zygote kernels start the ordinary way, and ``workbench doctor`` says why.
    """

    def hold() -> None:
        with suppress(NoWarmKernelError):
            if why_not() is None:
                connection = connect(os.environ if environment is None else environment)
                ask(connection, "hold")
                _kept.append(connection)

    thread = threading.Thread(target=hold, name="keep-zygote", daemon=True)
    thread.start()
    return thread


def describe(environment: Mapping[str, str] | None = None) -> tuple[bool, str]:
    """Whether kernels start warm here, and a sentence about it."""
    reason = why_not()
    if reason is not None:
        return False, f"kernels start the ordinary way: {reason}"
    try:
        connection = running(os.environ if environment is None else environment)
    except (OSError, WorkbenchError) as error:
        return False, f"kernels start the ordinary way: {error}"
    if connection is None:
        return True, "kernels start warm; the first one, or 'workbench lab', makes what they are forked from"
    with connection:
        told = ask(connection, "status")
    return True, (
        f"kernels start warm, forked from process {told['pid']} with {len(told['loaded'])} modules imported"
        + (" so far" if told["preloading"] else "")
    )


def _try(path: Path) -> socket.socket | None:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(_TIMEOUT)
    try:
        connection.connect(str(path))
    except (FileNotFoundError, ConnectionRefusedError):
        connection.close()
        return None
    return connection


@contextmanager
def _alone() -> Iterator[None]:
    """One process at a time starts a zygote."""
    with (runtime_folder() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _start(key: str, path: Path, environment: Mapping[str, str]) -> None:
    """Start a zygote; it listens when this returns. It gets no variable that its kernels would not all have.

    Raises NoWarmKernelError.
    """
    idle = os.environ.get("WORKBENCH_ZYGOTE_IDLE", _IDLE)
    command = [sys.executable, "-m", "workbench.kernel", key, str(path), idle]
    with log_path(key).open("wb") as log:
        started = subprocess.run(
            command, check=False, cwd="/", env=relevant(environment), stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
    if started.returncode:
        raise NoWarmKernelError(f"The zygote could not be started; see {log_path(key)}.")


class WarmProcess:
    """A forked kernel, with the interface of ``subprocess.Popen``. Made by ``fork``."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, pidfd: int, lease: socket.socket) -> None:
        self.pid = pid
        self.pidfd = pidfd
        self.returncode: int | None = None
        self._lease: socket.socket | None = lease

    def __del__(self) -> None:
        self._release()

    def poll(self) -> int | None:
        """The exit code, None while it runs; negative for a signal, as in ``subprocess``."""
        if self.returncode is None and self.pidfd >= 0 and _readable(self.pidfd, 0):
            self.returncode = self._exit_code()
            self._release()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end. Raises subprocess.TimeoutExpired."""
        if self.returncode is None and not _readable(self.pidfd, timeout):
            raise subprocess.TimeoutExpired(["kernel"], timeout or 0.0)
        code = self.poll()
        return UNKNOWN_EXIT if code is None else code

    def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel alone; to nobody when it is gone."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self.pidfd, signum)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def _exit_code(self) -> int:
        assert self._lease is not None
        self._lease.settimeout(5.0)
        try:
            received = protocol.receive(self._lease)
        except (OSError, protocol.ProtocolError):
            received = None
        return UNKNOWN_EXIT if received is None else int(received[0].get("exit", UNKNOWN_EXIT))

    def _release(self) -> None:
        if self._lease is not None:
            self._lease.close()
            self._lease = None
        if self.pidfd >= 0:
            os.close(self.pidfd)
            self.pidfd = -1


def fork(
    argv: Sequence[str],
    *,
    environment: Mapping[str, str],
    folder: str,
    files: Sequence[int],
    independent: bool = False,
) -> WarmProcess:
    """A warm kernel with these arguments. files: descriptors for its standard input, output and error; independent:
    whether it outlives this process. Raises NoWarmKernelError."""
    message = {
        "op": "fork",
        "argv": list(argv),
        "environment": dict(environment),
        "folder": folder,
        "umask": _umask(),
        "limits": _limits(),
        "independent": independent,
    }
    for _ in range(2):  # the first zygote may be killed, or retire, between the connection and the request
        connection = connect_for(environment, folder)
        try:
            protocol.send(connection, message, files)
            received = protocol.receive(connection)
        except (OSError, protocol.ProtocolError):
            received = None
        if received is not None:
            return _take(received, connection)
        connection.close()
        time.sleep(0.01)
    raise NoWarmKernelError("The zygote ended while it was asked.")


def _take(received: tuple[dict[str, Any], list[int]], connection: socket.socket) -> WarmProcess:
    answer, files = received
    if "pid" not in answer or len(files) != 1:
        connection.close()
        for descriptor in files:
            os.close(descriptor)
        raise NoWarmKernelError(str(answer.get("refused", answer)))
    return WarmProcess(int(answer["pid"]), files[0], connection)


def _readable(descriptor: int, timeout: float | None) -> bool:
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(None if timeout is None else 1000 * timeout))


def _umask() -> int:
    for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
        if line.startswith("Umask:"):
            return int(line.split()[1], 8)
    return 0o022


def _limits() -> dict[str, tuple[int, int]]:
    import resource

    return {name: resource.getrlimit(getattr(resource, name)) for name in dir(resource) if name.startswith("RLIMIT_")}
