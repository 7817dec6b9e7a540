"""The zygote: a process that has imported the libraries and forks a kernel for each request.

One thread, one poll loop, no event loop library. It serves requests from its first moment on, between two imports if
need be, so that a kernel never waits for more than one import. A connection that has asked for a kernel is the lease
of that kernel: when it closes, because the client closed it or died, the kernel's process group is killed. How a
kernel ended is sent over the lease. The zygote ends when it has had nothing to do for a while, and retires when what
its fingerprint covers has changed: then it takes no more requests and ends with its last kernel.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import sys
import time
import warnings
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench.kernel import protocol
from workbench.kernel.shadow import shadowed_by
from workbench.kernel.sockets import listen, peer
from workbench.kernel.temporary import make_folder, remove_folder
from workbench.kernel.wishes import Branch, Request

_READ_TIMEOUT = 5.0  # seconds; a request comes in one piece, right after the connection
_CHECK_EVERY = 5.0  # seconds between two looks at the fingerprint
_GRACE = 5.0  # seconds after the last who held it: a lab that is started again at once finds it


@dataclass(kw_only=True)
class _Kernel:
    pid: int
    lease: socket.socket | None
    client: int
    temporary: Path | None
    independent: bool


@dataclass(kw_only=True)
class Zygote:
    """listener: the listening socket at ``path``; idle: seconds without kernels and holders after which it ends, fewer
    once a holder has gone; is_current: whether the fingerprint still holds; origin: a pidfd of the zygote that it was
    branched from, whose end is like a holder's, −1 for none."""

    listener: socket.socket
    path: Path
    idle: float
    is_current: Any
    origin: int = -1
    preloading: bool = True
    loaded: list[str] = field(default_factory=list)
    kernels: dict[int, _Kernel] = field(default_factory=dict)
    holders: dict[int, socket.socket] = field(default_factory=dict)
    served: int = 0
    own_modules: frozenset[str] = frozenset()
    added: dict[str, str] = field(default_factory=dict)
    started: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.pid = os.getpid()
        self._poll = select.poll()
        self._busy_until = self._checked = time.monotonic()
        self._retired = False
        self._wake, wake_in = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._wake_in = wake_in
        self._clients: dict[int, int] = {}  # pidfd of a client -> pid of its kernel
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake_in, warn_on_full_buffer=False)
        self._watch(self._wake)
        self._watch(self.listener.fileno())
        if self.origin >= 0:
            self._watch(self.origin)

    # -- loop ----------------------------------------------------------------------------------------------------

    def serve(self, *, once: bool = False) -> Request | Branch | None:
        """Serve until there is nothing left to do (None) or, in a forked child, what it is to become.

        once: only what is waiting now.
        """
        while True:
            for descriptor, _ in self._poll.poll(0 if once else 1000 * _CHECK_EVERY):
                request = self._handle(descriptor)
                if request is not None:
                    return request
            if once or self._is_through():
                return None

    def _handle(self, descriptor: int) -> Request | Branch | None:
        if descriptor == self._wake:
            with suppress(BlockingIOError):
                os.read(self._wake, 4096)
            self._reap()
        elif not self._retired and descriptor == self.listener.fileno():
            return self._accept()
        elif descriptor in self._clients:
            self._end(self._clients[descriptor])
        elif descriptor in self.holders:
            self._unwatch(descriptor)
            self.holders.pop(descriptor).close()
            self._expect_little()
        elif descriptor == self.origin:
            self._unwatch(descriptor)
            os.close(descriptor)
            self.origin = -1
            self._expect_little()
        else:
            for kernel in list(self.kernels.values()):
                if kernel.lease is not None and kernel.lease.fileno() == descriptor:
                    self._lease_ended(kernel)
        return None

    def _expect_little(self) -> None:
        """What it was kept for is over."""
        self._busy_until = time.monotonic()
        self.idle = min(self.idle, _GRACE)

    def _is_through(self) -> bool:
        now = time.monotonic()
        if self.kernels or self.holders:
            self._busy_until = now
        if now - self._checked >= _CHECK_EVERY:
            self._checked = now
            if not self._retired and not (self.path.is_socket() and self.is_current()):
                print("What was imported has changed: no more kernels from here.", file=sys.stderr, flush=True)
                self.retire()
        if self._retired:
            return not self.kernels
        return not (self.kernels or self.holders) and now - self._busy_until >= self.idle

    def retire(self) -> None:
        """Take no more requests; end with the last kernel."""
        if not self._retired:
            self._retired = True
            self._unwatch(self.listener.fileno())
            self.path.unlink(missing_ok=True)
            self.listener.close()
            for descriptor, holder in self.holders.items():
                self._unwatch(descriptor)
                holder.close()
            self.holders.clear()

    def _watch(self, descriptor: int) -> None:
        self._poll.register(descriptor, select.POLLIN)

    def _unwatch(self, descriptor: int) -> None:
        with suppress(KeyError):
            self._poll.unregister(descriptor)

    # -- requests ------------------------------------------------------------------------------------------------

    def _accept(self) -> Request | Branch | None:
        try:
            connection, _ = self.listener.accept()
        except OSError:  # it has given up, or there are too many files open: the next one may fare better
            return None
        pid, uid = peer(connection)
        if uid != os.getuid():
            connection.close()
            return None
        connection.settimeout(_READ_TIMEOUT)
        files: list[int] = []
        try:
            received = protocol.receive(connection)
            if received is None:
                connection.close()
                return None
            message, files = received
            return self._serve_one(connection, message, files, pid)
        except (OSError, ValueError, KeyError, TypeError, protocol.ProtocolError) as error:
            with suppress(OSError):
                protocol.send(connection, {"refused": f"{type(error).__name__}: {error}"})
            connection.close()
            return None
        finally:
            if os.getpid() == self.pid:  # a child needs them
                _close(files)

    def _serve_one(
        self, connection: socket.socket, message: dict[str, Any], files: list[int], peer_pid: int
    ) -> Request | Branch | None:
        wanted = message.get("op")
        if wanted == "fork":
            return self._fork(connection, message, files, peer_pid)
        if wanted == "branch":
            return self._branch(connection, Path(str(message["path"])), tuple(map(str, message["extras"])))
        if wanted == "hold":
            self.holders[connection.fileno()] = connection
            self._watch(connection.fileno())
            protocol.send(connection, self.status())
            return None
        if wanted == "retire":
            self.retire()
        protocol.send(connection, self.status())
        connection.close()
        return None

    def status(self) -> dict[str, Any]:
        """What there is to know about this process."""
        return {
            "pid": self.pid,
            "preloading": self.preloading,
            "loaded": self.loaded,
            "kernels": sorted(self.kernels),
            "holders": len(self.holders),
            "served": self.served,
            "seconds": time.monotonic() - self.started,
        }

    def _fork(
        self, connection: socket.socket, message: dict[str, Any], files: list[int], peer_pid: int
    ) -> Request | None:
        if len(files) != 3:
            raise protocol.ProtocolError("Three open files are needed: standard input, output and error.")
        folder = str(message["folder"])
        if reason := shadowed_by(folder, own=self.own_modules):
            protocol.send(connection, {"refused": reason})
            connection.close()
            return None
        environment = {str(name): str(value) for name, value in message["environment"].items()}
        temporary = make_folder(environment)
        independent = bool(message.get("independent"))
        client = -1
        with suppress(OSError):
            client = os.pidfd_open(peer_pid)
        request = Request(
            argv=[str(argument) for argument in message["argv"]],
            environment={**self.added, **environment, **({"TMPDIR": str(temporary)} if temporary else {})},
            folder=folder,
            umask=int(message["umask"]),
            limits={name: (int(soft), int(hard)) for name, (soft, hard) in message.get("limits", {}).items()},
            independent=independent,
            files=tuple(files),
            client=client,
            client_pid=peer_pid,
            temporary=temporary,
            own_modules=self.own_modules,
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # threads of OpenBLAS, which survive a fork
            pid = os.fork()
        if pid == 0:
            # For ps and top; the command line stays the zygote's. First of all, so that nobody takes it for a zygote.
            Path("/proc/self/comm").write_text("wb-kernel")
            self._become_child(connection)
            return request
        kernel = _Kernel(pid=pid, lease=connection, client=client, temporary=temporary, independent=independent)
        self.kernels[pid] = kernel
        self.served += 1
        self._adopt(kernel)
        return None

    def _branch(self, connection: socket.socket, path: Path, extras: tuple[str, ...]) -> Branch | None:
        """Fork a zygote that imports more. Who asked may connect to it as soon as it is told."""
        listener = listen(path)
        origin = os.pidfd_open(self.pid)
        pid = os.fork()
        if pid == 0:
            if os.fork():
                os._exit(0)  # its child belongs to init: nobody has to wait for it
            os.setsid()
            self._become_child(connection)
            return Branch(listener=listener, path=path, extras=extras, origin=origin)
        os.waitpid(pid, 0)
        os.close(origin)
        listener.close()
        self._busy_until = time.monotonic()
        protocol.send(connection, {"branched": str(path)})
        connection.close()
        return None

    def _adopt(self, kernel: _Kernel) -> None:
        """Tell the client about its new kernel and watch over both."""
        assert kernel.lease is not None
        self._watch(kernel.lease.fileno())
        if kernel.client >= 0 and not kernel.independent:
            self._clients[kernel.client] = kernel.pid
            self._watch(kernel.client)
        own = os.pidfd_open(kernel.pid)
        try:
            protocol.send(kernel.lease, {"pid": kernel.pid}, [own])
        except OSError:
            self._lease_ended(kernel)
        finally:
            os.close(own)

    def _become_child(self, connection: socket.socket) -> None:
        """Let go of all that belongs to the parent."""
        signal.set_wakeup_fd(-1)
        mine = [
            self._wake,
            self._wake_in,
            *([self.origin] if self.origin >= 0 else []),
            *(k.client for k in self.kernels.values() if k.client >= 0),
        ]
        _close(mine)
        for its in (connection, self.listener, *self.holders.values(), *(k.lease for k in self.kernels.values())):
            if its is not None:
                its.close()
        self.kernels.clear()
        self.holders.clear()

    # -- ends ----------------------------------------------------------------------------------------------------

    def _lease_ended(self, kernel: _Kernel) -> None:
        """The client closed its end, or sent what it should not have."""
        assert kernel.lease is not None
        self._unwatch(kernel.lease.fileno())
        kernel.lease.close()
        kernel.lease = None
        if not kernel.independent:
            self._end(kernel.pid)

    def _end(self, pid: int) -> None:
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        kernel = self.kernels.get(pid)
        if kernel is not None and kernel.client in self._clients:
            self._unwatch(kernel.client)  # its end has been seen; the descriptor stays until the kernel is reaped

    def _reap(self) -> None:
        for pid, kernel in list(self.kernels.items()):
            if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
                continue
            # While it is a zombie its number cannot be anybody else's: end what is left of its group.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)
            _, status = os.waitpid(pid, 0)
            del self.kernels[pid]
            self._bury(kernel, os.waitstatus_to_exitcode(status))

    def _bury(self, kernel: _Kernel, code: int) -> None:
        if kernel.client >= 0:
            self._unwatch(kernel.client)
            self._clients.pop(kernel.client, None)
            os.close(kernel.client)
        if kernel.lease is not None:
            self._unwatch(kernel.lease.fileno())
            with suppress(OSError):
                protocol.send(kernel.lease, {"exit": code})
            kernel.lease.close()
        if kernel.temporary is not None:
            remove_folder(kernel.temporary)


def _close(descriptors: Sequence[int]) -> None:
    for descriptor in descriptors:
        with suppress(OSError):
            os.close(descriptor)
