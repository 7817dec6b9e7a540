"""``python -m workbench.kernel KEY SOCKET IDLE``: the zygote, and in its forks the kernels."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

from workbench.kernel.fingerprint import fingerprint
from workbench.kernel.preload import KERNEL, names, preload
from workbench.kernel.sockets import listen
from workbench.kernel.temporary import sweep
from workbench.kernel.wishes import Branch, Request
from workbench.kernel.zygote import Zygote


def main(arguments: list[str]) -> Request | None:
    """Listen, import, serve. In a forked child: its request; in the zygote None, at its end."""
    key, address, idle = arguments
    environment = dict(os.environ)
    path = Path(address)
    listener = listen(path)
    if os.fork():
        os._exit(0)  # whoever started this waits for it, and may connect now
    os.setsid()
    Path("/proc/self/comm").write_text("wb-zygote")

    def is_current() -> bool:
        return fingerprint(environment) == key

    zygote = Zygote(listener=listener, path=path, idle=float(idle), is_current=is_current)
    sweep()
    found = _serve(zygote, environment, ())
    while isinstance(found, Branch):  # this is a fork that is to become the zygote of a track
        base, zygote = (
            zygote,
            Zygote(
                listener=found.listener,
                path=found.path,
                idle=float(idle),
                is_current=is_current,
                origin=found.origin,
            ),
        )
        zygote.own_modules, zygote.added = base.own_modules, base.added
        found = _serve(zygote, environment, found.extras)
    if found is None:
        zygote.retire()
    return found


def _serve(zygote: Zygote, environment: dict[str, str], extras: tuple[str, ...]) -> Request | Branch | None:
    try:
        return _preload(zygote, environment, extras) or zygote.serve()
    except BaseException:
        zygote.path.unlink(missing_ok=True)
        raise


def _preload(zygote: Zygote, environment: dict[str, str], extras: tuple[str, ...]) -> Request | Branch | None:
    found: list[Request | Branch] = []

    class Forked(BaseException):
        """This is the child: leave the imports."""

    def between() -> None:
        wanted = zygote.serve(once=True)
        if wanted is not None:
            found.append(wanted)
            raise Forked

    def tell(text: str) -> None:
        print(text, file=sys.stderr, flush=True)

    try:
        if not zygote.own_modules:
            preload(list(KERNEL), between=lambda: None, tell=tell)
            zygote.own_modules = frozenset(sys.modules)
            # A stock kernel has these too: the debugger sets some.
            zygote.added = {name: value for name, value in os.environ.items() if environment.get(name) != value}
        between()
        zygote.loaded = preload(names(extras), between=between, tell=tell)
    except Forked:
        return found[0]
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
