"""The pictures on the cards of the gallery: kept from one demo to the next, drawn by a process of their own.

The name of a thumbnail has a digest of all that it is drawn from: the explorer, the kit, and the catalogue of the data.
So one that is there is right, and one that is not is drawn when somebody looks at the gallery.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from threading import Thread

from tornado.web import HTTPError, RequestHandler

from workbench.content import datasets_dir
from workbench.explorers.find import Found
from workbench.explorers.style import PALETTES

ADDRESS = r"workbench/thumbnails/([a-z0-9_]+)-(light|dark)\.png"
_DRAWN_BY = {
    "workbench.explorers": ("declare.py", "figure.py", "scene.py", "style.py"),
    "workbench.dashboards": ("draw.py",),
}
_LOG = logging.getLogger(__name__)


def cache_folder() -> Path:
    """Where thumbnails are kept: the user's own cache. It need not exist."""
    chosen = os.environ.get("XDG_CACHE_HOME", "")
    root = Path(chosen) if Path(chosen).is_absolute() else Path.home() / ".cache"
    return root / "ml-workbench" / "thumbnails"


class Thumbnails:
    """The thumbnails of some explorers. For one event loop; ``stop`` at its end."""

    def __init__(self, explorers: Mapping[str, Found], folder: Path) -> None:
        self._explorers, self._folder = explorers, folder
        self._waiting: dict[str, asyncio.Future[None]] = {}
        self._failed: set[Path] = set()
        self._processes: list[subprocess.Popen[str]] = []

    async def get(self, name: str, theme: str) -> Path | None:
        """The file, once it is drawn; None for an unknown explorer and for one that cannot be drawn."""
        if name not in self._explorers:
            return None
        path = self._paths(name)[theme]
        if not path.exists() and path not in self._failed:
            if name not in self._waiting:
                self._start()
            await asyncio.shield(self._waiting[name])
        return path if path.exists() else None

    def stop(self) -> None:
        """End the processes that draw."""
        for process in self._processes:
            process.kill()
            process.wait()

    def _paths(self, name: str) -> dict[str, Path]:
        """The file of each theme."""
        digest = hashlib.sha256()
        kit = [files(package).joinpath(file) for package, names in _DRAWN_BY.items() for file in names]
        for file in [*self._explorers[name].files, *kit, datasets_dir() / "catalog.toml"]:
            digest.update(file.read_bytes() if file.is_file() else b"")
        return {theme: self._folder / f"{name}-{theme}-{digest.hexdigest()[:12]}.png" for theme in PALETTES}

    def _start(self) -> None:
        """Draw everything that is missing and is not on its way, in one process: libraries are imported once."""
        paths = {name: self._paths(name) for name in self._explorers if name not in self._waiting}
        wanted = {
            name: {theme: str(path) for theme, path in themes.items()}
            for name, themes in paths.items()
            if not all(path.exists() for path in themes.values()) and self._failed.isdisjoint(themes.values())
        }
        command = [sys.executable, "-m", "workbench.dashboards.draw", json.dumps(wanted)]
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,  # its end tells the process that nobody is there any more
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,  # a Ctrl-C is for the server
        )
        self._processes.append(process)
        loop = asyncio.get_running_loop()
        self._waiting |= {name: loop.create_future() for name in wanted}
        drawn = {name: paths[name] for name in wanted}
        Thread(target=self._listen, args=(process, drawn, loop), name="thumbnails", daemon=True).start()

    def _listen(
        self, process: subprocess.Popen[str], paths: dict[str, dict[str, Path]], loop: asyncio.AbstractEventLoop
    ) -> None:
        """Hear what the process has done, in a thread of its own, and tell it to those who wait, in theirs."""

        def tell(name: str, problem: str) -> None:
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(self._done, name, paths.pop(name), problem)

        with process:
            assert process.stdout is not None
            for line in process.stdout:
                told = json.loads(line)
                tell(told["name"], told["problem"])
        for name in list(paths):
            tell(name, f"The process that draws ended with {process.returncode}.")

    def _done(self, name: str, themes: dict[str, Path], problem: str) -> None:
        if problem:
            _LOG.warning("The gallery has no picture of %s. %s", name, problem)
            self._failed.update(themes.values())
        self._waiting.pop(name).set_result(None)


class ThumbnailHandler(RequestHandler):
    """A thumbnail as PNG. The browser asks each time whether it has changed; Tornado answers by its ETag."""

    def initialize(self, *, thumbnails: Thumbnails) -> None:
        self._thumbnails = thumbnails

    async def get(self, name: str, theme: str) -> None:
        path = await self._thumbnails.get(name, theme)
        if path is None:
            raise HTTPError(404)
        self.set_header("Content-Type", "image/png")
        self.set_header("Cache-Control", "no-cache")
        self.finish(path.read_bytes())
