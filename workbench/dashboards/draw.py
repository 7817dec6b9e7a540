"""A process that draws thumbnails: ``python -m workbench.dashboards.draw <what, as JSON>``.

It imports what the explorers import, so that the server need not. For each explorer it prints one line of JSON, as soon
as that is done: its name, and what kept it from being drawn. It ends when its standard input is closed, that is, with
whoever started it.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.explorers.declare import Explorer
from workbench.explorers.figure import picture
from workbench.explorers.find import load
from workbench.explorers.scene import Scene
from workbench.explorers.style import PALETTES
from workbench.files import write_atomic

PIXELS = 660
"""The width of a thumbnail; it is as high as three fifths of that."""
_WIDE, _NARROW = 600, 360  # CSS pixels of the explorer that is drawn: text stays readable when it is shown half as wide
_KEPT = 3  # versions of a thumbnail
_NICENESS = 5


def draw(explorer: Explorer, paths: Mapping[str, Path]) -> None:
    """Write the thumbnails of an explorer, theme by theme; older versions go. Raises what the explorer raises."""
    scene = explorer.scene(explorer.initial)
    width = _width(explorer, scene)
    for theme, palette in PALETTES.items():
        shown = picture(scene, height=round(width * 3 / 5), width=width, theme=palette.theme, ratio=PIXELS / width)
        write_atomic(paths[theme], shown)
        _forget_older(paths[theme])


def _forget_older(path: Path) -> None:
    """Of ``<name>-<theme>-<digest>.png`` the last few are kept: there may be more than one workbench on a machine."""
    stem, _, _ = path.name.rpartition("-")
    versions = sorted(path.parent.glob(f"{stem}-*.png"), key=lambda each: each.stat().st_mtime)
    for old in versions[:-_KEPT]:
        old.unlink(missing_ok=True)


def _width(explorer: Explorer, scene: Scene) -> int:
    """Panels stand side by side where there is room for them; one alone is drawn as high as its author wants it."""
    return _WIDE if len(scene.panels) > 1 else min(max(round(explorer.height * 5 / 3), _NARROW), _WIDE)


def _end_with_the_server() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


def main(told: str) -> None:
    """told: ``{name: {theme: path}}``."""
    threading.Thread(target=_end_with_the_server, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(_NICENESS)  # a page that somebody waits for goes first
    answers, sys.stdout = sys.stdout, sys.stderr  # an explorer may print
    for name, paths in json.loads(told).items():
        problem = ""
        try:
            draw(load(name), {theme: Path(path) for theme, path in paths.items()})
        except WorkbenchError as error:
            problem = str(error)
        except Exception as error:  # of the author's code, or a library that is not installed
            problem = f"{type(error).__name__}: {error}"
        print(json.dumps({"name": name, "problem": problem}), file=answers, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
