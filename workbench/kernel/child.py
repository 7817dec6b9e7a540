"""After the fork: make this process what a stock kernel of the request would be, and be that kernel."""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
import time
from contextlib import suppress
from typing import Any

from ipykernel import kernelapp

from workbench.kernel.temporary import hold
from workbench.kernel.wishes import Request

_INLINE = "module://matplotlib_inline.backend_inline"


def become_kernel(request: Request) -> int:
    """Run the kernel to its end. Returns the exit code."""
    try:
        _become_process(request)
        _become_fresh()
        app: Any = IPKernelApp.instance()
        app.request = request
        app.initialize(request.argv)
        app.start()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


def _become_process(request: Request) -> None:
    """Session, open files, signals, folder, environment: what the kernel would have from the one who starts it."""
    os.setsid()
    for number, descriptor in enumerate(request.files):
        os.dup2(descriptor, number)
    for descriptor in set(request.files) - {0, 1, 2}:
        os.close(descriptor)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    os.umask(request.umask)
    _set_limits(request.limits)
    os.chdir(request.folder)
    for name in set(os.environ) - set(request.environment):
        del os.environ[name]
    os.environ.update(request.environment)
    time.tzset()
    if request.temporary is not None:
        hold(request.temporary)


def _set_limits(limits: dict[str, tuple[int, int]]) -> None:
    import resource

    for name, wanted in limits.items():
        number = getattr(resource, name, None)
        if number is not None and resource.getrlimit(number) != wanted:
            with suppress(ValueError, OSError):  # a limit that the zygote's own hard limit forbids
                resource.setrlimit(number, wanted)


def _become_fresh() -> None:
    """What is drawn or remembered once per process, drawn and forgotten anew; ``random`` does it by itself."""
    import multiprocessing
    import tempfile

    multiprocessing.current_process().authkey = os.urandom(32)
    tempfile.tempdir = None
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()
    if "torch" in sys.modules:
        sys.modules["torch"].default_generator.seed()
    launcher = sys.modules["ipykernel"].__file__ or ""
    sys.argv = [os.path.join(os.path.dirname(os.path.dirname(launcher)), "ipykernel_launcher.py")]  # noqa: PTH118, PTH120


def _choose_backend() -> None:
    """matplotlib reads MPLBACKEND when it is imported, which was too early."""
    os.environ["MPLBACKEND"] = os.environ.get("MPLBACKEND") or _INLINE
    if "matplotlib" in sys.modules:
        with suppress(ValueError):  # a backend that does not exist: the cell that draws will be told
            sys.modules["matplotlib"].rcParams["backend"] = os.environ["MPLBACKEND"]


class IPKernelApp(kernelapp.IPKernelApp):
    """The stock kernel's application, told which of its surroundings are not what they seem.

    Of the same name, which is the name of its section in configuration files and on the command line.
    """

    request: Request

    def init_connection_file(self) -> None:
        sys.argv[1:] = self.request.argv
        super().init_connection_file()  # type: ignore[no-untyped-call]

    def init_sockets(self) -> None:
        """Without the warning that nothing is encrypted, on every start: this is loopback, as in any Jupyter."""
        level = self.log.level
        self.log.setLevel("ERROR")
        try:
            super().init_sockets()  # type: ignore[no-untyped-call]
        finally:
            self.log.setLevel(level)

    def init_poller(self) -> None:
        """The parent is the zygote, which lives on: watch the client instead."""
        if not self.request.independent:
            self.parent_handle = self.request.client_pid
            if self.request.client >= 0:
                self.poller = _ClientWatch(self.request.client)

    def init_shell(self) -> None:
        super().init_shell()  # type: ignore[no-untyped-call]
        _choose_backend()
        if "ipywidgets" in sys.modules:  # it looks for a kernel when it is imported
            sys.modules["ipywidgets"]._handle_ipython()

    def init_kernel(self) -> None:
        super().init_kernel()  # type: ignore[no-untyped-call]
        # The debugger steps over the kernel's own modules, in its own list; a stock kernel has not loaded others yet.
        own = (sys.modules.get(name) for name in self.request.own_modules)
        self.kernel._kernel_modules[:] = [file for module in own if (file := getattr(module, "__file__", None))]


class _ClientWatch(threading.Thread):
    """Ends the kernel when the process that asked for it is gone, even if the zygote is gone too."""

    def __init__(self, client: int) -> None:
        super().__init__(name="client-watch", daemon=True)
        self._client = client

    def run(self) -> None:
        poll = select.poll()
        poll.register(self._client, select.POLLIN)
        while not poll.poll():
            pass
        os.killpg(0, signal.SIGKILL)
