"""The walls around one submission, put up from inside by its own first process before any of its code runs.

The process is the first of a new pid namespace and has all rights in a user namespace of its own: it uses them to hide
what the sandbox shares with other submissions, then gives them up for good.
"""

from __future__ import annotations

import fcntl
import os
import resource
import socket
import struct
import tempfile
from contextlib import suppress
from pathlib import Path

from workbench.grading.sandbox import linux, seccomp
from workbench.grading.sandbox.limits import Limits

HOME = "/tmp/home"
_SIOCGIFFLAGS, _SIOCSIFFLAGS, _IFF_UP = 0x8913, 0x8914, 1
_HIDDEN = ("/dev/pts", "/dev/mqueue")  # made once by bubblewrap: submissions could talk by them
_SAFE = linux.MS_NOSUID | linux.MS_NODEV


KEPT: list[str] = []
"""Places below /tmp that stay: an installation that lies there."""


def confine(limits: Limits, program: bytes) -> None:
    """Put up the walls. program: the compiled system call filter. Raises OSError: then nothing may run."""
    _mounts(limits)
    _loopback()
    Path("/proc/sys/user/max_user_namespaces").write_text("0", encoding="ascii")
    last = linux.last_capability()
    _resources(limits)
    os.chdir(HOME)
    os.umask(0o077)
    linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
    linux.drop_capabilities(last)
    seccomp.install(program)


def restrain(limits: Limits, folder: str) -> None:
    """Without walls: a folder of its own and limits that keep an accident small. No protection from malice."""
    os.environ["HOME"] = os.environ["TMPDIR"] = tempfile.tempdir = folder
    _resources(limits, processes=False)
    os.chdir(folder)


def _mounts(limits: Limits) -> None:
    linux.mount("none", "/", flags=linux.MS_REC | linux.MS_PRIVATE)
    linux.mount("proc", "/proc", "proc", _SAFE | linux.MS_NOEXEC)
    disk = f"size={limits.disk},nr_inodes={limits.inodes},mode=0700"
    kept = {path: os.open(path, os.O_PATH) for path in KEPT}
    linux.mount("tmpfs", "/tmp", "tmpfs", _SAFE, disk)
    for path, handle in kept.items():
        Path(path).mkdir(parents=True)
        linux.mount(f"/proc/self/fd/{handle}", path, flags=linux.MS_BIND | linux.MS_REC)
        os.close(handle)
    linux.mount("tmpfs", "/dev/shm", "tmpfs", _SAFE, disk)
    for place in _HIDDEN:
        if Path(place).is_dir():
            linux.mount("tmpfs", place, "tmpfs", _SAFE | linux.MS_RDONLY, "size=4k")
    Path(HOME).mkdir()


def _loopback() -> None:
    """A network of its own, with nothing but itself in it: a test client may listen on 127.0.0.1."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sh14x", b"lo", 0)
        flags = struct.unpack("16sh14x", fcntl.ioctl(any_socket, _SIOCGIFFLAGS, request))[1]
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", flags | _IFF_UP))


def _resources(limits: Limits, *, processes: bool = True) -> None:
    used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    wanted = {
        resource.RLIMIT_AS: used + limits.memory,
        resource.RLIMIT_NPROC: limits.processes,
        resource.RLIMIT_NOFILE: limits.files,
        resource.RLIMIT_FSIZE: limits.disk,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_MSGQUEUE: 0,
    }
    if not processes:  # they are counted for the whole user
        del wanted[resource.RLIMIT_NPROC]
    for kind, value in wanted.items():
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        with suppress(ValueError):
            resource.setrlimit(kind, (value, value))
