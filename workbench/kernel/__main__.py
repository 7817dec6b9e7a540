"""``python -m workbench.kernel KEY SOCKET IDLE``: the zygote, and in its forks the kernels."""

from __future__ import annotations

import gc
import os
import socket
import sys
from pathlib import Path

from workbench.kernel.fingerprint import fingerprint
from workbench.kernel.preload import KERNEL, names, preload
from workbench.kernel.temporary import sweep
from workbench.kernel.zygote import Request, Zygote

_BACKLOG = 128


def main(arguments: list[str]) -> Request | None:
    """Listen, import, serve. In a forked child: its request; in the zygote None, at its end."""
    key, address, idle = arguments
    environment = dict(os.environ)
    path = Path(address)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    listener.bind(str(path))
    os.umask(before)
    listener.listen(_BACKLOG)
    if os.fork():
        os._exit(0)  # whoever started this waits for it, and may connect now
    os.setsid()
    Path("/proc/self/comm").write_text("wb-zygote")
    zygote = Zygote(listener=listener, path=path, idle=float(idle), is_current=lambda: fingerprint(environment) == key)
    sweep()
    try:
        request = _preload(zygote, environment) or zygote.serve()
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    if request is None:
        zygote.retire()
    return request


def _preload(zygote: Zygote, environment: dict[str, str]) -> Request | None:
    request: list[Request] = []

    class Forked(BaseException):
        """This is the child: leave the imports."""

    def between() -> None:
        found = zygote.serve(once=True)
        if found is not None:
            request.append(found)
            raise Forked

    def tell(text: str) -> None:
        print(text, file=sys.stderr, flush=True)

    try:
        preload(list(KERNEL), between=lambda: None, tell=tell)
        zygote.own_modules = frozenset(sys.modules)
        # A stock kernel has these too: the debugger sets some.
        zygote.added = {name: value for name, value in os.environ.items() if environment.get(name) != value}
        between()
        zygote.loaded = preload(names(), between=between, tell=tell)
    except Forked:
        return request[0]
    zygote.preloading = False
    gc.collect()
    gc.freeze()  # the collector of a child must not touch, and so copy, the pages that all share
    return None


def run() -> int:
    del sys.path[0]  # the folder that this was started in is not a kernel's; a kernel adds its own
    request = main(sys.argv[1:])
    if request is None:
        return 0
    from workbench.kernel.child import become_kernel

    return become_kernel(request)


if __name__ == "__main__":
    sys.exit(run())
