"""Become nobody, with everything that root can read still in reach, and run a command: ``python unprivileged.py …``.

Root's own interpreter often lies below /root, where nobody may not go. In a mount namespace of its own the way there is
opened: each folder that blocks is covered by an empty one that holds only the next step.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from workbench.grading.sandbox import linux

NOBODY = 65534


def blocking(path: Path) -> Path | None:
    """The topmost folder on the way that others may not enter."""
    for folder in [*reversed(path.parents), path]:
        if not folder.stat().st_mode & 0o001:
            return folder
    return None


def open_way(path: Path) -> None:
    """Let nobody get to ``path``."""
    while (folder := blocking(path)) is not None and folder != path:
        keep = tempfile.mkdtemp(prefix="wb-way-")
        linux.mount(str(path), keep, flags=linux.MS_BIND | linux.MS_REC)
        linux.mount("tmpfs", str(folder), "tmpfs", options="mode=0755,size=1m")
        path.mkdir(parents=True)
        linux.mount(keep, str(path), flags=linux.MS_BIND | linux.MS_REC)


def main(places: list[str], command: list[str]) -> None:
    linux.unshare(linux.CLONE_NEWNS)
    linux.mount("none", "/", flags=linux.MS_REC | linux.MS_PRIVATE)
    os.umask(0o022)
    for place in places:
        open_way(Path(place))
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    os.execv(command[0], command)


if __name__ == "__main__":
    split = sys.argv.index("--")
    main(sys.argv[1:split], sys.argv[split + 1 :])
