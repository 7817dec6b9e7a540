"""Environments of their own, for libraries that cannot live with the others.

A lesson that needs one says so in its front matter (``isolated: feast``). The environment is a virtual environment
built from a lock that ships with the workbench, with a kernel called ``workbench-<name>`` that JupyterLab, the batch
runner and the grader use like any other. The workbench itself is linked in, not copied: both sides always run the
same code, from a clone as from a wheel, and no network is needed for it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from workbench.content import content_root, in_clone
from workbench.errors import WorkbenchError, nearest
from workbench.files import write_atomic

_PACKAGE = Path(__file__).resolve().parent
_LOCKS = _PACKAGE / "environments_locks"
_MARKER = "workbench-environment.json"
# What pip says when the network, and not a package, is at fault. Without any answer it only says that it knows of no
# version; the locks name what exists, so that means the same.
_OFFLINE_SIGNS = (
    "(from versions: none)",
    "ReadTimeoutError",
    "ProtocolError",
    "IncompleteRead",
    "NewConnectionError",
    "Failed to establish a new connection",
    "Temporary failure in name resolution",
    "Name or service not known",
    "ConnectTimeoutError",
    "Connection refused",
    "Network is unreachable",
    "ProxyError",
)

Tell = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Environment:
    """An isolated environment, made or not. name: as in a lesson's front matter."""

    name: str
    folder: Path

    @property
    def python(self) -> Path:
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def kernel(self) -> str:
        return f"workbench-{self.name}"

    @property
    def kernelspec(self) -> Path:
        return kernels_dir() / self.kernel / "kernel.json"

    @property
    def ready(self) -> bool:
        """Whether it is complete and made from the lock, the Python and the workbench that are here now."""
        return _read_marker(self.folder) == _wanted(self.name) and self.python.exists() and _spec_agrees(self)


# -- what there is -----------------------------------------------------------------------------------------------------


def names() -> list[str]:
    """The names of the isolated environments that the workbench knows."""
    return sorted(path.stem for path in _LOCKS.glob("*.txt"))


def environment(name: str) -> Environment:
    """Raises WorkbenchError for an unknown name."""
    if name not in names():
        raise WorkbenchError(f"There is no isolated environment {name!r}.{nearest(name, names())}")
    return Environment(name=name, folder=environments_dir() / name)


def lock_text(name: str) -> str:
    """The pinned packages of an environment. Raises WorkbenchError for an unknown name."""
    environment(name)
    return (_LOCKS / f"{name}.txt").read_text(encoding="utf-8")


def environments_dir() -> Path:
    """Where environments lie: WORKBENCH_ENVIRONMENTS, else ``.venvs/`` of the clone, else the user's data folder."""
    chosen = os.environ.get("WORKBENCH_ENVIRONMENTS")
    if chosen:
        return Path(chosen).expanduser().resolve()
    if in_clone():
        return content_root() / ".venvs"
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "ml-workbench" / "environments"


def kernels_dir() -> Path:
    """Where kernels are registered: in the environment that runs the workbench, else with the user's."""
    own = Path(sys.prefix) / "share" / "jupyter" / "kernels"
    if sys.prefix != sys.base_prefix and os.access(sys.prefix, os.W_OK) and "JUPYTER_DATA_DIR" not in os.environ:
        return own
    from jupyter_core.paths import jupyter_data_dir

    return Path(jupyter_data_dir()) / "kernels"


# -- making one --------------------------------------------------------------------------------------------------------


def ensure(name: str, *, tell: Tell = print) -> Environment:
    """The environment, made now if it is not there or out of date. Quick when there is nothing to do.

    tell: gets a sentence for each step. An attempt that was broken off is taken up again. Raises WorkbenchError for
    an unknown name, without a network, and when a package cannot be installed.
    """
    wanted = environment(name)
    if wanted.ready:
        return wanted
    with _only_one(wanted.folder):
        if wanted.ready:  # another process made it while we waited
            return wanted
        (wanted.folder / _MARKER).unlink(missing_ok=True)
        _make_venv(wanted, tell)
        _install(wanted, tell)
        _link_workbench(wanted)
        _register(wanted)
        # Last of all: an environment without its marker is unfinished.
        write_atomic(wanted.folder / _MARKER, json.dumps(_wanted(name), indent=1) + "\n")
    tell(f"{wanted.kernel} is ready: {wanted.folder}")
    return wanted


def _wanted(name: str) -> dict[str, str]:
    return {
        "lock": hashlib.sha256(lock_text(name).encode("utf-8")).hexdigest(),
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "workbench": str(_PACKAGE),
    }


def _read_marker(folder: Path) -> dict[str, str] | None:
    try:
        found = json.loads((folder / _MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """Let one process at a time work on an environment."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        lock = (folder.parent / f".{folder.name}.lock").open("w", encoding="utf-8")
    except OSError as error:
        raise WorkbenchError(
            f"Cannot write to {folder.parent}: {error.strerror}. Set WORKBENCH_ENVIRONMENTS to another folder."
        ) from error
    with lock:
        if os.name == "posix":
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)  # freed with the file, also when the process is killed
        yield


def _make_venv(wanted: Environment, tell: Tell) -> None:
    if _works(wanted.python):
        tell(f"Going on with {wanted.folder} …")
        return
    tell(f"Making a virtual environment in {wanted.folder} …")
    more = ["--clear"] if wanted.folder.exists() else []
    if _has_pip():  # it can install into another environment, and a second one takes seconds to make
        more.append("--without-pip")
    done = _call([sys.executable, "-m", "venv", *more, str(wanted.folder)])
    if done.returncode:
        raise WorkbenchError(
            f"Python could not make a virtual environment in {wanted.folder}:\n{_last_lines(done)}\n"
            "On Debian and Ubuntu the package python3-venv is needed."
        )


def _has_pip() -> bool:
    """Whether there is a pip here, which can install into other environments."""
    return find_spec("pip") is not None


def _works(python: Path) -> bool:
    """Whether an environment from an earlier attempt has this Python and can be installed into."""
    if not python.exists():
        return False
    needed = "sys" if _has_pip() else "sys, pip"
    code = f"import {needed}; print('%d.%d' % sys.version_info[:2])"
    done = _call([str(python), "-c", code])
    return done.returncode == 0 and done.stdout.strip() == f"{sys.version_info.major}.{sys.version_info.minor}"


def _install(wanted: Environment, tell: Tell) -> None:
    count = sum(bool(line.strip()) and not line.startswith("#") for line in lock_text(wanted.name).splitlines())
    tell(f"Installing {count} packages for {wanted.name!r}; the first time this takes minutes …")
    python = str(wanted.python)
    done = _call(
        [
            *([sys.executable, "-m", "pip", "--python", python] if _has_pip() else [python, "-m", "pip"]),
            *("install", "--disable-pip-version-check", "--no-input", "--no-deps"),
            *("--only-binary", ":all:", "--requirement", str(_LOCKS / f"{wanted.name}.txt")),
        ]
    )
    if done.returncode == 0:
        return
    if is_offline(done.stderr + done.stdout):
        raise WorkbenchError(
            f"The packages for {wanted.name!r} could not be downloaded. Connect to the network (or point pip to a "
            f"mirror with PIP_INDEX_URL) and run 'workbench env {wanted.name}' again: it goes on where it stopped."
        )
    raise WorkbenchError(
        f"pip could not install the packages for {wanted.name!r}:\n{_last_lines(done)}\n"
        f"Run 'workbench env {wanted.name}' again; if it fails again, remove {wanted.folder} first."
    )


def _call(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, env=clean_environment(), text=True, capture_output=True, check=False)


def clean_environment() -> dict[str, str]:
    """The variables of this process without those that would lead another Python, or pip, astray."""
    misleading = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PIP_TARGET", "PIP_PREFIX", "PIP_USER")
    return {name: value for name, value in os.environ.items() if name not in misleading}


def is_offline(said: str) -> bool:
    """Whether pip failed because of the network."""
    return any(sign in said for sign in _OFFLINE_SIGNS)


def _last_lines(done: subprocess.CompletedProcess[str], count: int = 8) -> str:
    return "\n".join((done.stderr.strip() or done.stdout.strip()).splitlines()[-count:])


def _link_workbench(wanted: Environment) -> None:
    """Put the workbench into the environment without its dependencies: a link to the package that runs now."""
    done = _call([str(wanted.python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"])
    if done.returncode:
        raise WorkbenchError(f"{wanted.python} does not run: {_last_lines(done)} Remove {wanted.folder} and try again.")
    link = Path(done.stdout.strip()) / "workbench"
    if link.is_symlink():
        link.unlink()
    elif link.exists():
        shutil.rmtree(link)
    try:
        link.symlink_to(_PACKAGE, target_is_directory=True)
    except OSError as error:
        raise WorkbenchError(
            f"Cannot link {link} to {_PACKAGE}: {error.strerror}. "
            "Set WORKBENCH_ENVIRONMENTS to a folder on a file system with symbolic links."
        ) from error


# -- its kernel --------------------------------------------------------------------------------------------------------


def _spec(wanted: Environment) -> dict[str, object]:
    return {
        "argv": [str(wanted.python), "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": f"Workbench (Python), {wanted.name}",
        "language": "python",
        "interrupt_mode": "signal",
        "kernel_protocol_version": "5.5",
        "metadata": {"debugger": True},
    }


def _spec_agrees(wanted: Environment) -> bool:
    try:
        found = json.loads(wanted.kernelspec.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and found.get("argv") == _spec(wanted)["argv"]


def _register(wanted: Environment) -> None:
    try:
        write_atomic(wanted.kernelspec, json.dumps(_spec(wanted), indent=2) + "\n")
    except OSError as error:
        raise WorkbenchError(
            f"Cannot register the kernel in {wanted.kernelspec.parent}: {error.strerror}. "
            "Set JUPYTER_DATA_DIR to a folder you may write to."
        ) from error
