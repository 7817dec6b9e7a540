"""Started as root: make a tree of what the sandbox may see, give up root for good, then become bubblewrap.

Run as a script with ``python -I launch.py <json>``. Standard library only.

A sandbox that root starts must not run as root: its files would be root's, and Linux refuses a nested /proc there. An
unprivileged user, on the other hand, cannot reach an interpreter below /root. So root binds everything read-only below
a tree of its own, in a mount namespace that ends with this process, and only then becomes nobody.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

NOBODY = 65534


def stage(tree: Path, paths: list[str]) -> None:
    """Bind every path read-only at the same place below ``tree``."""
    from workbench.grading.sandbox import linux

    linux.unshare(linux.CLONE_NEWNS)
    linux.mount("none", "/", flags=linux.MS_REC | linux.MS_PRIVATE)
    linux.mount("tmpfs", str(tree), "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, "mode=0755,size=1m")
    for path in paths:
        place = tree / path.lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        if Path(path).is_dir():
            place.mkdir(exist_ok=True)
        else:
            place.touch()
        linux.mount(path, str(place), flags=linux.MS_BIND)
        linux.mount(path, str(place), flags=linux.MS_BIND | linux.MS_REMOUNT | linux.MS_RDONLY | linux.MS_NOSUID)


def main(given: dict[str, Any]) -> None:
    stage(Path(given["tree"]), given["paths"])
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    os.chdir("/")
    os.execv(given["command"][0], given["command"])


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
