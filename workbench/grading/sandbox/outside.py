"""The trusted side: start the sandbox, have submissions run in it, take what they answer as data."""

from __future__ import annotations

import json
import os
import select
import shutil
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.errors import WorkbenchError
from workbench.grading.sandbox import frames
from workbench.grading.sandbox.advice import advice
from workbench.grading.sandbox.command import THREADS, below_tmp, bubblewrap, launch
from workbench.grading.sandbox.folder import make_folder
from workbench.grading.sandbox.limits import Limits
from workbench.kernel import protocol

_ANSWERS_SOON = 30.0
_READY = 120.0  # seconds until it serves: for the imports inside, on a busy machine


class SandboxError(WorkbenchError):
    """The sandbox is not there, or ended."""


@dataclass(frozen=True)
class Ended:
    """How a submission's process ended. exit: its code, negative for a signal; reason: None when it ended by itself,
    else "closed", "memory" or "wall"; cpu: seconds."""

    exit: int | None
    reason: str | None
    cpu: float


class Sandbox:
    """A running sandbox; a context manager. Processes that know its ``address`` may ask it too.

    trust: run notebooks without any walls, as this user; libraries: the modules to import beforehand, all that
    lessons use without. Raises SandboxError when it cannot be started.
    """

    def __init__(
        self, *, datasets: Path | None = None, trust: bool = False, libraries: Sequence[str] | None = None
    ) -> None:
        self._datasets, self.trust = datasets, trust
        self._libraries = None if libraries is None else list(libraries)
        self._folder: Path | None = None
        self._folder_lock: int | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._lifeline: socket.socket | None = None

    def __enter__(self) -> Sandbox:
        try:
            self._start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def address(self) -> str:
        assert self._folder is not None
        return str(self._folder / "socket")

    @property
    def pid(self) -> int:
        """The process outside that all inside depend on."""
        assert self._process is not None
        return self._process.pid

    def revive(self) -> None:
        """Start it again if it has ended."""
        if self._process is not None and self._process.poll() is not None:
            self.close()
            self._start()

    def _start(self) -> None:
        self._folder, self._folder_lock = make_folder()
        tree = (
            self._folder / "tree"
        )  # only root fills it; then it is seen by nobody, the user who may enter but not read
        tree.mkdir()
        self._folder.chmod(0o711)
        log = self._folder / "log"
        self._lifeline, theirs = socket.socketpair()
        with theirs, socket.socket(socket.AF_UNIX) as server, log.open("wb") as errors:
            server.bind(self.address)
            server.listen(64)
            inside = [sys.executable, "-I", "-m", "workbench.grading.sandbox.zygote"]
            told = [server.fileno(), theirs.fileno(), not self.trust, below_tmp(), self._libraries]
            inside.append(json.dumps(told))
            command = inside
            if not self.trust:
                command = launch(bubblewrap(inside, datasets=self._datasets), tree, datasets=self._datasets)
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=errors,
                stderr=errors,
                pass_fds=(server.fileno(), theirs.fileno()),
                start_new_session=True,
                cwd="/",
                umask=0o022,
                env={**os.environ, **THREADS, "MPLBACKEND": "agg", "WORKBENCH_RECORD": "0"} if self.trust else None,
            )
        self._lifeline.settimeout(_READY)
        try:
            ready = self._lifeline.recv(1) == b"r"
        except TimeoutError:
            ready = False
        if not ready:
            said = log.read_text(encoding="utf-8", errors="replace").strip()[-2000:] or "it said nothing"
            raise SandboxError(f"The sandbox could not be started: {said}. {advice()}".strip())
        try:
            Job(self.address, Limits()).close()  # better to learn now than from every submission
        except SandboxError as error:
            raise SandboxError(f"{error} {advice()}".strip()) from error

    def close(self) -> None:
        """End the sandbox and everything in it."""
        if self._lifeline is not None:
            self._lifeline.close()
        try:
            if self._process is not None:
                self._process.wait(10)
        except subprocess.TimeoutExpired:
            assert self._process is not None
            self._process.kill()
            self._process.wait()
        finally:  # also when whoever waits is interrupted
            if self._folder is not None and self._folder_lock is not None:
                shutil.rmtree(self._folder, ignore_errors=True)
                os.close(self._folder_lock)
            self._lifeline = self._process = self._folder = self._folder_lock = None


class Job:
    """One submission in a sandbox; a context manager. Every answer is bytes that only ``codec.decode`` may read."""

    def __init__(self, address: str, limits: Limits) -> None:
        self._limits = limits
        self._control = socket.socket(socket.AF_UNIX)
        self._data, theirs = socket.socketpair()
        with theirs:
            theirs.bind("")  # it has a name, and cannot take one on this machine by which submissions could talk
            try:
                self._control.connect(address)
                protocol.send(self._control, {"limits": limits.as_dict()}, [theirs.fileno()])
                self._control.settimeout(_READY)  # the first one waits for the imports
                if protocol.receive(self._control) is None:
                    raise ConnectionResetError("it ended")
            except (OSError, protocol.ProtocolError) as error:
                self._control.close()
                self._data.close()
                raise SandboxError(f"The sandbox does not answer: {error}") from error

    def __enter__(self) -> Job:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, request: bytes, *, seconds: float) -> None:
        """Send a request. Raises FrameError."""
        frames.send(self._data, request, seconds=seconds)

    def answer(self, *, seconds: float) -> bytes:
        """The next answer. Raises FrameError."""
        return frames.receive(self._data, limit=self._limits.reply + 1000, seconds=seconds)

    def has_answered(self, *, seconds: float) -> bool:
        """Whether an answer, or the end, comes within the time."""
        poll = select.poll()
        poll.register(self._data, select.POLLIN | select.POLLHUP)
        return bool(poll.poll(1000 * seconds))

    def cpu(self) -> float:
        """Seconds of processor time that the submission's processes have taken up to now. Raises FrameError when they
        are at their end."""
        self._control.settimeout(_ANSWERS_SOON)
        try:
            protocol.send(self._control, {"ask": "cpu"})
            received = protocol.receive(self._control)
        except (OSError, protocol.ProtocolError) as error:
            raise frames.FrameError("closed") from error
        if received is None or "now" not in received[0]:  # the report of the end
            raise frames.FrameError("closed")
        return float(received[0]["now"])

    def close(self) -> Ended:
        """End the submission's processes and learn how they ended. Raises SandboxError when nobody can say so."""
        self._data.close()
        with suppress(OSError):
            self._control.shutdown(socket.SHUT_WR)
        self._control.settimeout(30)
        try:
            received = protocol.receive(self._control)
        except (OSError, protocol.ProtocolError) as error:
            raise SandboxError(f"The sandbox broke off: {error}") from error
        finally:
            self._control.close()
        if received is None:
            raise SandboxError("The sandbox ended in the middle of a submission.")
        told: dict[str, Any] = received[0]
        if "failed" in told:
            raise SandboxError(f"A submission could not be confined: {told['failed']}")
        return Ended(exit=told.get("exit"), reason=told.get("reason"), cpu=float(told.get("cpu", 0.0)))
