"""The command that starts the sandbox: what it can see, and nothing else."""

from __future__ import annotations

import json
import os
import shutil
import site
import sys
from collections.abc import Sequence
from pathlib import Path

import workbench
from workbench.errors import WorkbenchError

CONTENT = "/content"
_SYSTEM = ("/usr", "/etc/ld.so.cache", "/etc/alternatives", "/etc/ssl/certs")
_JAVA = "java-*-openjdk"  # below /etc: Java's own settings, to which its installation below /usr links
_NAMES = ("passwd", "hosts")  # files below etc/ beside this one: Java asks who it is, and what this machine is called
_LINKS = ("/bin", "/lib", "/lib32", "/lib64", "/libx32", "/sbin")
THREADS = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1")


def find_bubblewrap() -> str:
    """The program. Raises WorkbenchError that says how to get it."""
    found = shutil.which("bwrap")
    if found is None:
        raise WorkbenchError("The sandbox needs bubblewrap: install it, on Debian with 'apt-get install bubblewrap'.")
    return found


def visible() -> list[str]:
    """What of this machine is to be seen inside, read-only: the system, the interpreter, the packages, this package."""
    package = Path(workbench.__file__).resolve().parent
    java = sorted(map(str, Path("/etc").glob(_JAVA)))
    places = [*_SYSTEM, *java, sys.base_prefix, sys.prefix, *site.getsitepackages(), str(package)]
    chosen: list[str] = []
    for place in places:
        path = os.path.realpath(place)
        if Path(path).exists() and not any(path == seen or path.startswith(f"{seen}/") for seen in chosen):
            chosen.append(path)
    return chosen


def below_tmp() -> list[str]:
    """What of that lies below /tmp, which every submission gets empty."""
    return [path for path in visible() if path.startswith("/tmp/")]


def hidden() -> list[str]:
    """What of that is not to be seen after all: the solutions that an installed package carries."""
    content = Path(workbench.__file__).resolve().parent / "_content"
    return [str(content)] if content.is_dir() else []


def bubblewrap(inside: Sequence[str], *, datasets: Path | None) -> list[str]:
    """The command line, with the places of ``visible`` under the prefix TREE, which ``launch`` fills in."""
    command = [find_bubblewrap(), "--unshare-all", "--die-with-parent", "--new-session", "--as-pid-1", "--clearenv"]
    command += ["--uid", "1000", "--gid", "1000", "--hostname", "sandbox", "--cap-drop", "ALL"]
    command += ["--tmpfs", "/tmp"]
    for path in visible():
        command += ["--ro-bind", f"TREE{path}", path]
    for name in _NAMES:
        command += ["--ro-bind", f"TREE{Path(__file__).resolve().parent / 'etc' / name}", f"/etc/{name}"]
    for path in hidden():
        command += ["--tmpfs", path]
    for link in _LINKS:
        if Path(link).is_symlink():
            command += ["--symlink", str(Path(link).readlink()), link]
        elif Path(link).is_dir():
            command += ["--ro-bind", f"TREE{link}", link]
    command += ["--proc", "/proc", "--dev", "/dev", "--dir", f"{CONTENT}/lessons"]
    if datasets is not None:
        command += ["--ro-bind", f"TREE{datasets}", f"{CONTENT}/datasets"]
    for name, value in environment().items():
        command += ["--setenv", name, value]
    return [*command, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/", "--", *inside]


def environment() -> dict[str, str]:
    """All the variables inside."""
    return {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin",
        "HOME": "/tmp/home",
        "TMPDIR": "/tmp",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "MPLBACKEND": "agg",
        "MPLCONFIGDIR": "/tmp/home/matplotlib",
        "HF_HUB_OFFLINE": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "WORKBENCH_CONTENT": CONTENT,
        "WORKBENCH_RECORD": "0",
        **THREADS,
    }


def launch(command: Sequence[str], tree: Path, *, datasets: Path | None = None) -> list[str]:
    """The command for this user: as it is, or, for root, behind a step that makes a tree and gives up root."""
    if os.geteuid() != 0:
        return [part.removeprefix("TREE") for part in command]
    paths = [*visible(), *(link for link in _LINKS if not Path(link).is_symlink() and Path(link).is_dir())]
    paths += [str(datasets)] if datasets is not None else []
    given = {
        "tree": str(tree),
        "paths": paths,
        "command": [f"{tree}{part.removeprefix('TREE')}" if part.startswith("TREE") else part for part in command],
    }
    return [sys.executable, "-I", "-m", "workbench.grading.sandbox.launch", json.dumps(given)]
