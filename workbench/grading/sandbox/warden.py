"""One process per submission that stands outside its walls: it makes the namespaces, watches, and ends everything.

What it reports cannot be forged, because the submission's processes live in a pid namespace below, where this one
cannot be seen, and hold no descriptor of its connection.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
import socket
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from workbench.grading.sandbox import linux
from workbench.grading.sandbox.confine import confine, restrain
from workbench.grading.sandbox.family import Family
from workbench.grading.sandbox.limits import Limits
from workbench.grading.sandbox.runner import run
from workbench.kernel import protocol

_DATA, _TELL, _MOST_DESCRIPTORS = 3, 4, 4096
_LONGEST = 1000
_LOOK = 0.1  # seconds between two looks at the memory
_SPACES = (
    linux.CLONE_NEWPID
    | linux.CLONE_NEWNS
    | linux.CLONE_NEWIPC
    | linux.CLONE_NEWNET
    | linux.CLONE_NEWUTS
    | linux.CLONE_NEWCGROUP
)


def guard(control: socket.socket, data: int, limits: Limits, program: bytes | None) -> None:
    """Run one submission, which speaks over ``data``, until it ends or ``control`` closes; then report over control.

    program: the compiled system call filter; None to run without any walls, for notebooks that are trusted. The report:
    ``exit`` (negative for a signal), ``reason`` (None, "closed", "memory" or "wall"), ``cpu`` seconds.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    if program is not None:
        _namespaces()
    folder = tempfile.mkdtemp(prefix="wb-trusted-") if program is None else ""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(told)
        _become_submission(control, data, tell, limits, program, folder)
    os.close(data)
    os.close(tell)
    with os.fdopen(told, "rb") as failure:
        if text := failure.read(_LONGEST).decode(errors="replace"):  # ends when the walls stand
            raise OSError(text)
    reason = _watch(child, control, limits, Family(child, walls=program is not None))
    with suppress(ProcessLookupError):
        if program is None:
            os.killpg(child, signal.SIGKILL)
        os.kill(child, signal.SIGKILL)  # the first process of its namespace: all others end with it
    _, status, usage = os.wait4(child, 0)
    if folder:
        shutil.rmtree(folder, ignore_errors=True)
    report = {"exit": os.waitstatus_to_exitcode(status), "reason": reason, "cpu": usage.ru_utime + usage.ru_stime}
    with suppress(OSError):
        protocol.send(control, report)


def _namespaces() -> None:
    user, group = os.getuid(), os.getgid()
    linux.unshare(linux.CLONE_NEWUSER)
    Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")
    linux.unshare(_SPACES)


def _become_submission(
    control: socket.socket, data: int, tell: int, limits: Limits, program: bytes | None, folder: str
) -> None:
    """Never returns. What fails before the walls stand is told by ``tell``, which is closed before anything runs."""
    code = 1
    try:
        control.close()
        os.setsid()
        data, tell = os.dup2(data, 60), os.dup2(tell, 61)  # out of the way of the numbers they get
        null = os.open("/dev/null", os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(null, number)
        os.dup2(data, _DATA)
        os.dup2(tell, _TELL)
        os.closerange(_TELL + 1, _MOST_DESCRIPTORS)
        try:
            if program is not None:
                confine(limits, program)
            else:
                restrain(limits, folder)
        except BaseException as error:
            os.write(_TELL, f"{type(error).__name__}: {error}".encode()[:_LONGEST])
            raise
        os.close(_TELL)
        code = run(_DATA, limits)
    finally:
        os._exit(code)


def _watch(child: int, control: socket.socket, limits: Limits, family: Family) -> str | None:
    ended = os.pidfd_open(child)
    deadline = time.monotonic() + limits.wall
    poll = select.poll()
    poll.register(ended, select.POLLIN)
    poll.register(control, select.POLLIN | select.POLLHUP)
    while time.monotonic() < deadline:
        for descriptor, _ in poll.poll(1000 * _LOOK):
            if descriptor == ended:
                return None
            if not _tell_cpu(family, control):
                return "closed"
        if family.memory_beyond(limits.memory):
            return "memory"
    return "wall"


def _tell_cpu(family: Family, control: socket.socket) -> bool:
    """Answer how much processor time was taken up to now. False when nobody asks any more."""
    try:
        if protocol.receive(control) is None:
            return False
        protocol.send(control, {"now": family.cpu()})
    except (OSError, protocol.ProtocolError):
        return False
    return True
