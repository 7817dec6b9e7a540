"""Bring wheels into the kept folder, a few at a time, so that little is lost when it is broken off."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.installing.pip import announced, folder_size, pip
from workbench.installing.resolve import Wanted
from workbench.installing.sizes import packages_to_come, weight
from workbench.installing.status import Reporter

_MOST = 8  # packages
_LARGEST = 8_000_000  # bytes, on the disk, of all packages that one pip fetches; a larger one comes alone
# A wheel is compressed: about so much of what it becomes.
_PACKED = 0.4
DOWNLOAD = 0.9
"""The part of an installation that is downloading, for the bar; the rest is writing."""


class Downloads:
    """The fetching side of one installation, which knows how far it is.

    check: called between any two steps; may raise to end it all.
    """

    def __init__(self, folder: Path, extras: tuple[str, ...], reporter: Reporter, check: Callable[[], None]) -> None:
        self._folder = folder
        self._reporter = reporter
        self._check = check
        self._expected = set(packages_to_come(extras))  # by the table; another machine may need others
        self._done: set[str] = set()
        self._received = 0

    def fetch(self, wanted: list[Wanted]) -> None:
        """Download what is wanted. Raises WorkbenchError."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WorkbenchError(
                f"Cannot write to {self._folder}: {error.strerror}. Set XDG_CACHE_HOME to a folder you may write to."
            ) from error
        self._expected |= {each.name for each in wanted}
        for batch in _batches(wanted):
            self._check()
            self._fetch(batch)
            self._done |= {each.name for each in batch}

    def _fetch(self, batch: list[Wanted]) -> None:
        names = ", ".join(each.name for each in batch[:3]) + (", …" if len(batch) > 3 else "")
        with tempfile.TemporaryDirectory(dir=self._folder, prefix=".part-") as place:
            finished, under_way = Path(place, "wheels"), Path(place, "tmp")
            finished.mkdir()
            under_way.mkdir()

            def tick(said: str) -> None:
                self._check()
                self._tell(batch, names, folder_size(Path(place)), announced(said))

            tick("")
            arguments = ["--no-deps", "--progress-bar", "off", "--retries", "1", "--wheel-dir", str(finished)]
            pip("wheel", *arguments, *(str(each) for each in batch), tick=tick, temporary=under_way)
            for path in finished.glob("*.whl"):
                self._received += path.stat().st_size
                path.replace(self._folder / path.name)  # whole, or not there

    def _tell(self, batch: list[Wanted], names: str, received: int, expected: int | None) -> None:
        part = sum(weight(each.name) for each in batch)
        now = min(1.0, received / (expected or part * _PACKED)) * part
        done = sum(weight(name) for name in self._done)
        whole = max(sum(weight(name) for name in self._expected), done + part)
        self._reporter.update(
            phase="downloading",
            package=names,
            number=min(len(self._done) + 1, len(self._expected)),
            count=len(self._expected),
            received=self._received + received,
            expected=None if expected is None else self._received + expected,
            fraction=round(DOWNLOAD * (done + now) / whole, 3),
            message=f"Downloading {names}",
        )


def _batches(wanted: list[Wanted]) -> Iterator[list[Wanted]]:
    batch: list[Wanted] = []
    total = 0
    for each in sorted(wanted, key=lambda one: (weight(one.name), one.name)):
        size = weight(each.name)
        if batch and (len(batch) == _MOST or total + size > _LARGEST):
            yield batch
            batch, total = [], 0
        batch.append(each)
        total += size
    if batch:
        yield batch


def sweep(folder: Path) -> None:
    """Remove what a download that was killed has left. For the holder of the lock."""
    for left in folder.glob(".part-*"):
        shutil.rmtree(left, ignore_errors=True)
