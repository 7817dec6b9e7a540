"""The files in a folder or zip archive of uploads, read without trusting a name, a size or a link in it.

Nothing is unpacked: an entry is looked at, judged, and its bytes are given to whoever asks, up to a limit.
"""

from __future__ import annotations

import io
import os
import stat
import struct
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from workbench.grading.intake.gradescope import METADATA
from workbench.grading.intake.refused import Refused, RefusedBecause, readable, refused

_MB = 1_000_000
_LATEST = 253_402_300_799
"""The last second of the year 9999, the last one that a datetime can say."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much is read. file_bytes: of one notebook; archive_bytes: of all notebooks in one archive; ratio: how many
    times larger than its packed form an entry may be (above 1 MB); entries: in one archive; depth: of folders."""

    file_bytes: int = 50 * _MB
    archive_bytes: int = 2_000 * _MB
    ratio: float = 200
    entries: int = 100_000
    depth: int = 12


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file that may be a notebook. parts: its path below the source, the stem of an archive as a folder of its own;
    zips: at which positions of ``parts`` archives stand; received: when it arrived; written: when the file itself was
    last written, which its maker can choose."""

    parts: tuple[str, ...]
    zips: tuple[int, ...]
    received: datetime
    written: datetime
    read: Callable[[], bytes]

    @property
    def source(self) -> str:
        return readable(_joined(self.parts, self.zips))


class RefusedError(Exception):
    """Raised by ``Upload.read`` when the bytes cannot be had."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.message)
        self.refused = refused


Entry = Upload | Refused

_LONGEST_NAME = 255
_ENDINGS = (".ipynb", ".py")
_JUNK = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini", "__pycache__", METADATA})


def _joined(parts: tuple[str, ...], zips: tuple[int, ...]) -> str:
    return "/".join(f"{part}.zip" if k in zips else part for k, part in enumerate(parts))


def entries(source: Path, *, limits: Limits) -> Iterator[Entry]:
    """All files of a folder of uploads, or of an archive of them, in a fixed order; what cannot be used as Refused.

    An archive in a folder is a learner's: a folder in it names nobody, for its maker chose the name.
    """
    if source.is_dir():
        yield from _Folder(source, limits).walk()
    else:
        received = _moment(source.stat().st_mtime)
        yield from _Zip((), (), received, limits, trusted=True).entries(lambda: source.open("rb"))


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(min(max(int(seconds), 0), _LATEST), tz=UTC)


def is_junk(name: str) -> bool:
    return name.startswith(".") or name in _JUNK


# -- folders -----------------------------------------------------------------------------------------------------------


class _Folder:
    def __init__(self, root: Path, limits: Limits) -> None:
        self.root, self.limits = root, limits

    def walk(self, parts: tuple[str, ...] = ()) -> Iterator[Entry]:
        try:
            with os.scandir(self.root.joinpath(*parts)) as found:
                items = sorted(found, key=lambda item: item.name)
        except OSError as error:
            yield refused("/".join(parts), RefusedBecause.UNREADABLE, f"It cannot be read: {error.strerror}.")
            return
        for item in items:
            if not is_junk(item.name):
                yield from self._entry(item, (*parts, item.name))

    def _entry(self, item: os.DirEntry[str], parts: tuple[str, ...]) -> Iterator[Entry]:
        source = "/".join(parts)
        status = item.stat(follow_symlinks=False)
        if stat.S_ISLNK(status.st_mode):
            yield refused(source, RefusedBecause.LINK)
        elif stat.S_ISDIR(status.st_mode):
            if len(parts) > self.limits.depth:
                yield refused(source, RefusedBecause.UNREADABLE, "The folders are nested too deeply.")
            else:
                yield from self.walk(parts)
        elif not stat.S_ISREG(status.st_mode):
            yield refused(source, RefusedBecause.SPECIAL_FILE)
        else:
            yield from self._file(parts, _moment(status.st_mtime), status.st_size)

    def _file(self, parts: tuple[str, ...], when: datetime, size: int) -> Iterator[Entry]:
        path, name = self.root.joinpath(*parts), parts[-1].lower()
        if name.endswith(".zip"):
            inner = _Zip((*parts[:-1], parts[-1][:-4]), (len(parts) - 1,), when, self.limits, trusted=False)
            yield from inner.entries(lambda: _open_regular(path))
        elif not name.endswith(_ENDINGS):
            yield refused("/".join(parts), RefusedBecause.NOT_A_NOTEBOOK)
        elif size > self.limits.file_bytes:
            yield refused("/".join(parts), RefusedBecause.TOO_LARGE, _too_large(size, self.limits.file_bytes))
        else:
            yield Upload(parts=parts, zips=(), received=when, written=when, read=lambda: self._read(path, parts))

    def _read(self, path: Path, parts: tuple[str, ...]) -> bytes:
        try:
            with _open_regular(path) as file:
                data = file.read(self.limits.file_bytes + 1)
        except OSError as error:
            text = f"It cannot be read: {error.strerror}."
            raise RefusedError(refused("/".join(parts), RefusedBecause.UNREADABLE, text)) from None
        if len(data) > self.limits.file_bytes:
            text = _too_large(len(data), self.limits.file_bytes)
            raise RefusedError(refused("/".join(parts), RefusedBecause.TOO_LARGE, text))
        return data


def _open_regular(path: Path) -> io.BufferedReader:
    """Open a file that is still what it was when it was looked at: no link, no pipe."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    return open(handle, "rb")  # noqa: PTH123 - a descriptor, not a path


def _too_large(size: int, limit: int) -> str:
    return f"It has {size / _MB:.1f} MB, at most {limit / _MB:g} MB are collected. Ask for it without outputs."


# -- archives ----------------------------------------------------------------------------------------------------------


@dataclass
class _Zip:
    """One archive. prefix: the parts of its own path; zips: positions of archives among them; received: when it came;
    level: how many archives it lies in.

    trusted: it was packed by the course's system, so that the times of its entries say when each arrived. A learner can
    write any time into an archive of their own: all in it arrived with the archive.
    """

    prefix: tuple[str, ...]
    zips: tuple[int, ...]
    received: datetime
    limits: Limits
    trusted: bool
    level: int = 0

    @property
    def source(self) -> str:
        return _joined(self.prefix, self.zips) or "archive"

    def entries(self, opened: Callable[[], io.BufferedIOBase]) -> Iterator[Entry]:
        # The archive stays open until the last entry was read, so that an archive of a class is opened once.
        with ExitStack() as stack:
            try:
                archive = stack.enter_context(zipfile.ZipFile(stack.enter_context(opened())))
            except Exception:  # a damaged directory fails in as many ways as there are fields in it
                yield refused(self.source, RefusedBecause.DAMAGED)
                return
            infos = [info for info in archive.infolist() if not self._is_left_out(info)]
            if complaint := self._bomb(infos):
                yield complaint
                return
            for info in sorted(infos, key=lambda info: (info.filename, info.header_offset)):
                yield from self._entry(archive, info)

    def _is_left_out(self, info: zipfile.ZipInfo) -> bool:
        return any(
            is_junk(part) and part not in (".", "..") for part in _split(info.filename)
        ) or info.filename.endswith(("/", "\\"))

    def _bomb(self, infos: list[zipfile.ZipInfo]) -> Refused | None:
        """The complaint about an archive that would be too much as a whole; only what would be read counts."""
        wanted = [info.file_size for info in infos if info.filename.lower().endswith((*_ENDINGS, ".zip"))]
        if len(infos) > self.limits.entries:
            text = f"The archive has {len(infos)} entries, at most {self.limits.entries} are read."
        elif sum(wanted) > self.limits.archive_bytes:
            text = f"Its notebooks have {sum(wanted) / _MB:.0f} MB unpacked, at most "
            text += f"{self.limits.archive_bytes / _MB:g} MB are read. Nothing of it was unpacked."
        else:
            return None
        return refused(self.source, RefusedBecause.ZIP_BOMB, text)

    def _entry(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[Entry]:
        inner = _split(info.filename)
        source = "/".join((self.source, *inner)) if self.prefix else "/".join(inner)
        if (complaint := self._complaint(info)) is not None:
            yield refused(source, *complaint)
            return
        parts, name = (*self.prefix, *inner), inner[-1].lower()
        written = _written(info) or self.received
        if not name.endswith(".zip"):
            received = written if self.trusted else self.received
            read = self._reader(archive, info, source)
            yield Upload(parts=parts, zips=self.zips, received=received, written=written, read=read)
        elif self.level >= 1:
            yield refused(source, RefusedBecause.NESTED_ZIP)
        else:
            yield from self._nested(archive, info, parts, written, source)

    def _nested(
        self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, parts: tuple[str, ...], written: datetime, source: str
    ) -> Iterator[Entry]:
        try:
            data = self._reader(archive, info, source)()
        except RefusedError as error:
            yield error.refused
            return
        received = written if self.trusted else self.received
        zips = (*self.zips, len(parts) - 1)
        inner = _Zip((*parts[:-1], parts[-1][:-4]), zips, received, self.limits, trusted=False, level=self.level + 1)
        yield from inner.entries(lambda: io.BytesIO(data))

    def _complaint(self, info: zipfile.ZipInfo) -> tuple[RefusedBecause, str] | None:
        kind = stat.S_IFMT(info.external_attr >> 16)
        name, size = info.filename, info.file_size
        if _leads_out(name):
            return RefusedBecause.OUTSIDE_PATH, ""
        if max(map(len, _split(name))) > _LONGEST_NAME:
            return RefusedBecause.INVALID_NAME, f"A name in it is longer than {_LONGEST_NAME} characters. Shorten it."
        if kind == stat.S_IFLNK:
            return RefusedBecause.LINK, ""
        if kind not in (0, stat.S_IFREG):
            return RefusedBecause.SPECIAL_FILE, ""
        if not name.lower().endswith((*_ENDINGS, ".zip")):
            return RefusedBecause.NOT_A_NOTEBOOK, ""
        if info.flag_bits & 1:
            return RefusedBecause.ENCRYPTED, ""
        if size > self.limits.file_bytes:
            return RefusedBecause.TOO_LARGE, _too_large(size, self.limits.file_bytes)
        if size > _MB and size > self.limits.ratio * max(info.compress_size, 1):
            text = f"It would grow to {size / max(info.compress_size, 1):.0f} times its size. It was not unpacked."
            return RefusedBecause.ZIP_BOMB, text
        return None

    def _reader(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: str) -> Callable[[], bytes]:
        def read() -> bytes:
            try:
                with archive.open(info) as file:
                    # More than the directory claims is never given out by zipfile, and the claim was judged.
                    return file.read(self.limits.file_bytes + 1)
            except Exception:  # wrong checksums, unknown methods, streams that end: one damaged entry, whatever it is
                raise RefusedError(refused(source, RefusedBecause.DAMAGED)) from None

        return read


def _split(name: str) -> tuple[str, ...]:
    return PurePosixPath(name.replace("\\", "/")).parts


def _leads_out(name: str) -> bool:
    parts = _split(name)
    return not parts or parts[0].startswith("/") or ".." in parts or ":" in parts[0]


def _written(info: zipfile.ZipInfo) -> datetime | None:
    """When an entry was written: its extended time stamp, which is in UTC, else its date, which is in local time."""
    extra = info.extra
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        if kind == 0x5455 and size >= 5 and len(extra) >= 9 and extra[4] & 1:
            return _moment(struct.unpack_from("<i", extra, 5)[0])
        extra = extra[4 + size :]
    try:
        return _moment(time.mktime((*info.date_time, 0, 0, -1)))
    except (ValueError, OverflowError):
        return None
