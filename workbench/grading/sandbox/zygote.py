"""Inside the sandbox: import the libraries once, then fork a warden for each submission that is asked for.

Started as ``python -I -m workbench.grading.sandbox.zygote [listening, lifeline, walls, kept, libraries]``: two
descriptors, whether submissions are confined at all, the places below /tmp that they keep, and the modules to import
(null for all that lessons use). It is ready before they are imported, so that whoever starts it learns at once whether
submissions can be confined, and goes on meanwhile; it answers the next one afterwards. Nothing of a submission ever
runs in this process. It ends when the lifeline closes, and everything in the sandbox with it.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import sys
from contextlib import suppress

from workbench.grading.sandbox import confine, runner, seccomp
from workbench.grading.sandbox.limits import Limits
from workbench.grading.sandbox.warden import guard
from workbench.kernel import preload, protocol

_ASKED = 10.0  # seconds in which whoever connects must have said what is wanted


def main(listening: int, lifeline: int, walls: bool, kept: list[str], libraries: list[str] | None) -> None:
    """Serve until the lifeline closes."""
    confine.KEPT[:] = kept
    with socket.socket(fileno=listening) as server:
        program = seccomp.compile_filter() if walls else None
        runner.prepare()
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # wardens are reaped by the kernel
        os.write(lifeline, b"r")  # ready
        if not _next(server, lifeline, program):  # the one by which the starter tries whether it works
            return
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # a library may wait for a program that it asks something
        _import(preload.names() if libraries is None else libraries, lifeline)
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:  # the first warden has ended meanwhile
                pass
        gc.collect()
        gc.freeze()  # the collector of a child must not touch, and so copy, the pages that all share
        while _next(server, lifeline, program):
            pass


def _next(server: socket.socket, lifeline: int, program: bytes | None) -> bool:
    """Wait for whoever asks next, and serve it. False when the lifeline is closed."""
    poll = select.poll()
    poll.register(server, select.POLLIN)
    poll.register(lifeline, select.POLLIN | select.POLLHUP)
    if lifeline in dict(poll.poll()):
        return False
    _accept(server, lifeline, program)
    return True


def _import(libraries: list[str], lifeline: int) -> None:
    def end_if_unwanted() -> None:
        if select.select([lifeline], [], [], 0)[0]:
            os._exit(0)

    modules = [name for name in libraries if not name.startswith(("workbench.", "ipywidgets", "anywidget"))]
    preload.preload(modules, between=end_if_unwanted, tell=lambda text: print(text, file=sys.stderr))


def _accept(server: socket.socket, lifeline: int, program: bytes | None) -> None:
    with suppress(OSError, protocol.ProtocolError, ValueError, TypeError):
        connection, _ = server.accept()
        with connection:
            connection.settimeout(_ASKED)
            received = protocol.receive(connection)
            if received is None:
                return
            message, files = received
            try:
                protocol.send(connection, {"accepted": True})
                if len(files) == 1 and os.fork() == 0:
                    server.close()
                    os.close(lifeline)
                    _become_warden(connection, files[0], Limits(**message["limits"]), program)
            finally:
                for descriptor in files:
                    os.close(descriptor)


def _become_warden(control: socket.socket, data: int, limits: Limits, program: bytes | None) -> None:
    try:
        guard(control, data, limits, program)
    except BaseException as error:  # said to whoever asked: a process that was to be confined must not go on
        with suppress(OSError, protocol.ProtocolError):
            protocol.send(control, {"failed": f"{type(error).__name__}: {error}"})
    finally:
        os._exit(0)


if __name__ == "__main__":
    sys.argv, given = sys.argv[:1], json.loads(sys.argv[1])
    main(*given)
    os._exit(0)  # nothing is left to do, and tidying up after the libraries takes a second
