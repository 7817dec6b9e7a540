"""What was read out of the lessons' files, kept from one process to the next: a hundred are as quick as nine.

There is one index for each folder of lessons, below ``$XDG_CACHE_HOME/ml-workbench`` or ``~/.cache/ml-workbench``:
plain data in one file that is replaced as a whole. A record holds what was made from some files, and their stamps as
they were; when a file has changed, or the code that made the record, it is made again. Nothing depends on the index: if
it is missing, damaged, somebody else's or cannot be written, all is read from the lessons as if there were none.

Several processes write without a lock. Each takes over what the file holds at that moment; when two do so at once, one
of their records may be lost, and is made again by whoever needs it next.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from workbench.files import write_atomic
from workbench.version import __version__

T = TypeVar("T")
Stamp = tuple[int, int, int] | None
"""Of a file: when its content and when its inode last changed, both in nanoseconds, and its size in bytes; None when it
is not there. The inode tells of a file whose time was set back, as installers and images do."""

FORMAT = 1
_FILE = "index.msgpack"
_FOLDER_MODE = 0o700
_UNSETTLED = 2 * 10**9
"""Nanoseconds. A file that changed so short a time ago may change again without its stamp telling: some file systems
count in whole seconds."""


class _Record(msgspec.Struct, array_like=True, frozen=True):
    """makers: stamps of the code that made it; stamps: of the files it was made from; value: encoded, and decoded only
    when somebody asks for it."""

    makers: tuple[Stamp, ...]
    stamps: tuple[Stamp, ...]
    value: msgspec.Raw


Records = dict[str, dict[str, _Record]]
"""Lesson's file below the root → kind and the other files → record."""


class _Contents(msgspec.Struct, frozen=True):
    """The file."""

    format: int
    version: str
    root: str
    lessons: Records


class Kind(Generic[T]):
    """One kind of record. name: tells it from the others; type_: what it is, made of plain data, dataclasses and paths;
    make: from a lesson's file, and others if need be, to the value; uses: functions elsewhere that ``make`` calls.

    When the module of one of these functions changes, what they made before is no longer believed.
    """

    def __init__(
        self, name: str, type_: Any, make: Callable[..., T], *, uses: Sequence[Callable[..., Any]] = ()
    ) -> None:
        self.name = name
        self.make = make
        self.makers = tuple(stamp_of(Path(function.__code__.co_filename)) for function in (make, *uses))
        self._decoder = msgspec.msgpack.Decoder(type_, dec_hook=_decode_path)
        self._encoder = msgspec.msgpack.Encoder(enc_hook=_encode_path)

    def encode(self, value: T) -> bytes | None:
        """None for a value that would not come back as it is, such as a date in free text."""
        try:
            encoded = self._encoder.encode(value)
            return encoded if self._decoder.decode(encoded) == value else None
        except (TypeError, ValueError, OverflowError):
            return None

    def decode(self, record: _Record) -> T | None:
        try:
            return self._decoder.decode(record.value)  # type: ignore[no-any-return]
        except (msgspec.DecodeError, TypeError, ValueError):
            return None


_remembered: dict[tuple[str, tuple[Path, ...]], tuple[tuple[Stamp, ...], Any]] = {}
"""What this process knows already, by kind and files."""


class Index:
    """The index of one folder of lessons, at one moment: open it, ask, save.

    A file is opened only when this process does not know the answer yet.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: Records | None = None
        self._fresh: Records = {}

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.save()

    def recall(self, kind: Kind[T], lesson: Path, *others: Path) -> T:
        """What ``kind.make(lesson, *others)`` gives, made only if one of these files is not as it was.

        Raises what ``make`` raises; that is not kept.
        """
        sources = (lesson, *others)
        stamps = tuple(map(stamp_of, sources))
        known = _remembered.get((kind.name, sources))
        if known is not None and known[0] == stamps:
            return known[1]  # type: ignore[no-any-return]
        name, key = self._names(kind, lesson, others)
        record = self._read().get(name, {}).get(key)
        value = None
        if record is not None and (record.makers, record.stamps) == (kind.makers, stamps):
            value = kind.decode(record)
        if value is None:
            value = kind.make(*sources)
            encoded = kind.encode(value) if _settled(stamps) else None
            if encoded is not None:
                made = _Record(makers=kind.makers, stamps=stamps, value=msgspec.Raw(encoded))
                self._fresh.setdefault(name, {})[key] = made
        _remembered[kind.name, sources] = stamps, value
        return value

    def save(self) -> None:
        """Write what was made since the index was opened. What cannot be written is made again the next time."""
        fresh, self._fresh = self._fresh, {}
        place = _place(self._root) if fresh else None
        if place is None:
            return
        # Read again: another process may have written meanwhile.
        kept = {name: known for name, known in _load(place, self._root).items() if (self._root / name).exists()}
        lessons = kept | {name: kept.get(name, {}) | made for name, made in fresh.items()}
        contents = _Contents(format=FORMAT, version=__version__, root=str(self._root), lessons=lessons)
        with suppress(OSError):
            is_new = not place.parent.exists()
            place.parent.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
            write_atomic(place, msgspec.msgpack.encode(contents), mode=0o600)
            if is_new:
                _clear_away(place.parent.parent)

    def _read(self) -> Records:
        if self._known is None:
            place = _place(self._root)
            self._known = _load(place, self._root) if place is not None else {}
        return self._known

    def _names(self, kind: Kind[T], lesson: Path, others: tuple[Path, ...]) -> tuple[str, str]:
        name, *more = (os.path.relpath(path, self._root) for path in (lesson, *others))
        return name, "\n".join([kind.name, *more])


def _settled(stamps: tuple[Stamp, ...]) -> bool:
    now = time.time_ns()
    return all(stamp is None or abs(now - stamp[1]) > _UNSETTLED for stamp in stamps)


def stamp_of(path: Path) -> Stamp:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size


def _place(root: Path) -> Path | None:
    """The file of the index; None where there is no place for one."""
    chosen = os.environ.get("XDG_CACHE_HOME", "")
    try:
        # As the XDG specification wants it, a relative path does not count.
        base = Path(chosen) if os.path.isabs(chosen) else Path.home() / ".cache"  # noqa: PTH117
    except RuntimeError:  # an account without a home
        return None
    return base / "ml-workbench" / hashlib.sha256(os.fsencode(root)).hexdigest()[:24] / _FILE


def _load(place: Path, root: Path) -> Records:
    """The records; none of a file that is not whole, not ours, or of another version."""
    try:
        with place.open("rb") as file:
            if hasattr(os, "geteuid") and os.fstat(file.fileno()).st_uid != os.geteuid():
                return {}  # what another account has put there could say anything
            found = msgspec.msgpack.decode(file.read(), type=_Contents)
    except (OSError, ValueError, MemoryError):
        return {}
    same = (found.format, found.version, found.root) == (FORMAT, __version__, str(root))
    return found.lessons if same else {}


def _clear_away(folder: Path) -> None:
    """Remove the indexes of lessons that are gone, such as those of a course that was deleted."""
    for place in folder.glob(f"*/{_FILE}"):
        with suppress(OSError, ValueError):
            root = Path(msgspec.msgpack.decode(place.read_bytes(), type=_Header).root)
            if not root.exists():
                place.unlink()
                place.parent.rmdir()


class _Header(msgspec.Struct, frozen=True):
    root: str


def _encode_path(value: Any) -> Any:
    if isinstance(value, Path):
        return str(value)
    raise NotImplementedError(f"{type(value).__name__} is no plain data.")


def _decode_path(type_: type, value: Any) -> Any:
    if issubclass(type_, Path):
        return Path(value)
    raise NotImplementedError(f"{type_.__name__} is no plain data.")
