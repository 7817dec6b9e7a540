"""One installation from beginning to end: looked at first, downloaded, then put into the environment.

The download can be stopped at any moment and goes on where it stopped. What is written into the environment is written
a few packages at a time, each after what it needs; a stop waits for these, so that no package is ever half there.
Should the process be killed, the next installation writes those again.
"""

from __future__ import annotations

import os
import shutil
import signal
import sysconfig
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

from workbench.errors import WorkbenchError
from workbench.files import write_atomic
from workbench.installing.download import DOWNLOAD, Downloads, sweep
from workbench.installing.extras import (
    canonical,
    extra_requirements,
    journal,
    missing_extras,
    state_folder,
    unfinished_packages,
)
from workbench.installing.pip import check_possible, free_bytes, pip
from workbench.installing.resolve import resolve
from workbench.installing.sizes import bytes_to_come, in_words
from workbench.installing.status import Reporter, Status, running
from workbench.installing.targets import Target
from workbench.installing.wheels import Wheel, cache_folder
from workbench.locks import locked

_AT_ONCE = 6  # packages that are written without a chance to stop
_PACKED = 0.4  # of what it becomes, a wheel takes about so much
_MARGIN = 50_000_000  # bytes that are left free

Show = Callable[[Status], None]


class BusyError(WorkbenchError):
    """Another installation is going on in this environment."""


def install(
    target: Target, *, show: Show | None = None, id: str | None = None, check: Callable[[], None] = lambda: None
) -> Status:
    """Install what the target lacks; nothing when nothing is. Returns the last status, which is ``done``.

    show: gets each status. check: called all the time while it may be stopped; what it raises stops it, as Ctrl-C does.
    Raises BusyError while another installation is going on, and WorkbenchError with what to do.
    """
    with _alone() as lock:
        first = Status(id=id or uuid.uuid4().hex, extras=target.extras, isolated=target.isolated)
        reporter = Reporter(first, show)
        try:
            _install(target, reporter, check, lock)
        except KeyboardInterrupt:
            reporter.update(phase="cancelled", message="Stopped. What was downloaded is kept for the next time.")
            raise
        except WorkbenchError as error:
            reporter.update(phase="failed", message=str(error))
            raise
        except Exception as error:
            reporter.update(phase="failed", message=f"{type(error).__name__}: {error}")
            raise
        return reporter.status


def _install(target: Target, reporter: Reporter, check: Callable[[], None], lock: int) -> None:
    reporter.update(phase="starting", message="Looking at what is here")
    _repair()
    extras = missing_extras(target.extras)
    changed: list[Wheel] = []
    if extras:
        folder = cache_folder()
        _check_room(bytes_to_come(extras), folder)
        sweep(folder)
        requirements = [each for extra in extras for each in extra_requirements(extra)]
        changed = resolve(requirements, folder=folder, fetch=Downloads(folder, extras, reporter, check).fetch)
        _write(changed, reporter, check, lock)
    for name in target.isolated:
        _make(name, reporter)
    left = missing_extras(target.extras)
    if left:
        raise WorkbenchError(f"pip ended well, yet {', '.join(left)} is incomplete. See: workbench doctor")
    for wheel in changed:
        wheel.forget()
    what = f"Installed {target}." if changed or target.isolated else f"{target} is here already."
    reporter.update(phase="done", fraction=1.0, message=what, number=len(changed), count=len(changed))


@contextmanager
def _alone() -> Iterator[int]:
    """Be the only installation in this environment. Gives the descriptor of the lock."""
    check_possible()
    state_folder().mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        try:
            lock = stack.enter_context(locked(state_folder() / "lock", wait=False))
        except BlockingIOError:
            other = running()
            what = ", ".join([*other.extras, *other.isolated]) if other else "something"
            raise BusyError(
                f"Another installation is going on here ({what}). Wait until it is done, or stop it where it was "
                "started."
            ) from None
        yield lock


def _check_room(size: int, folder: Path) -> None:
    """Raises WorkbenchError when the disk has no room for what is to come. folder: of the downloads."""
    packages = Path(sysconfig.get_path("purelib"))
    packed = round(size * _PACKED)
    there = next(path for path in (folder, *folder.parents) if path.exists())
    same = there.stat().st_dev == packages.stat().st_dev
    needed = [(packages, size + packed if same else size), (folder, packed)]
    for place, bytes_needed in needed:
        free = free_bytes(place)
        if free < bytes_needed + _MARGIN:
            raise WorkbenchError(
                f"This needs {in_words(bytes_needed + _MARGIN)} on the disk of {place}, where {in_words(free)} are "
                "free. Make room, then install again."
            )


def _repair() -> None:
    """Take away the traces of packages that were being written when a process was killed: pip writes them anew."""
    unfinished = unfinished_packages()
    if not unfinished:
        return
    for kind in ("purelib", "platlib"):
        for info in Path(sysconfig.get_path(kind)).glob("*.dist-info"):
            whole = (info / "RECORD").is_file()
            if not whole and canonical(info.name.removesuffix(".dist-info").rpartition("-")[0]) in unfinished:
                shutil.rmtree(info)


def _write(wheels: Sequence[Wheel], reporter: Reporter, check: Callable[[], None], lock: int) -> None:
    """Put the wheels into the environment, some at a time."""
    whole = sum(wheel.size for wheel in wheels) or 1
    done = 0
    again = unfinished_packages()
    for start in range(0, len(wheels), _AT_ONCE):
        check()
        some = wheels[start : start + _AT_ONCE]
        names = [wheel.name for wheel in some]
        reporter.update(
            phase="installing",
            package=", ".join(names[:3]) + (", …" if len(names) > 3 else ""),
            number=start + 1,
            count=len(wheels),
            fraction=round(DOWNLOAD + (1 - DOWNLOAD) * done / whole, 3),
            message=f"Installing {start + 1} to {start + len(some)} of {len(wheels)}",
        )
        with _uninterrupted():
            write_atomic(journal(), "\n".join(sorted(again | set(names))))
            _write_some(some, lock)
            again -= set(names)
            if again:
                write_atomic(journal(), "\n".join(sorted(again)))
            else:
                journal().unlink()
        done += sum(wheel.size for wheel in some)


def _write_some(wheels: Sequence[Wheel], lock: int) -> None:
    links = [part for folder in {wheel.path.parent for wheel in wheels} for part in ("--find-links", str(folder))]
    arguments = ["--no-index", "--no-deps", "--no-warn-script-location", "--quiet", *links]
    # pip holds the lock too: should this process be killed, nobody else begins before pip is through.
    pip("install", *arguments, *(wheel.pin for wheel in wheels), tick=lambda _: None, keep_open=[lock], local=True)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Take note of Ctrl-C and SIGTERM in the body, and act on them after it. For the main thread."""
    asked = False

    def note(_signal: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked = True

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if asked:
        raise KeyboardInterrupt


def _make(name: str, reporter: Reporter) -> None:
    from workbench.environments import ensure

    reporter.update(phase="making", package=name, fraction=0.0, message=f"Making the environment {name}")
    ensure(name, tell=lambda text: reporter.update(phase="making", message=text))


def watch_parent() -> Callable[[], None]:
    """A check that stops the installation when the process that has started it is gone."""
    parent = os.getppid()

    def check() -> None:
        if os.getppid() != parent:
            raise KeyboardInterrupt

    return check
