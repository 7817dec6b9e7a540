"""Files that are either written whole or left as they were."""

from __future__ import annotations

import io
import os
import re
import stat
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from workbench.errors import WorkbenchError

_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest that an archive knows
_CONFLICT = re.compile(r"^(<{7}|>{7})( |$)", re.MULTILINE)


def refuse_conflict(path: Path) -> None:
    """Raise WorkbenchError when a file still holds both versions of a merge by Git."""
    text = path.read_text(encoding="utf-8", errors="replace")
    found = _CONFLICT.search(text)
    if found is not None:
        line = text.count("\n", 0, found.start()) + 1
        raise WorkbenchError(
            f"{path}, line {line}: a merge is not finished, both versions stand there ({found[1]}). Keep one, delete "
            "the lines of marks, and run the command again."
        )


def one_name_for(folder: Path) -> Callable[[str], str]:
    """What two names have to agree in to be one on the disk of a folder: on some, capitals make no difference."""
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".capitals-") as file:
        other = Path(file.name).with_name(Path(file.name).name.upper())
        return str.casefold if other.exists() else str


def write_atomic(path: Path, content: str | bytes, *, mode: int | None = None) -> None:
    """Write a file so that a reader, or a crash, sees the old content or the new one and nothing between.

    Folders on the way are made. The permissions of a file that is replaced are kept, unless mode says otherwise.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    data = content.encode("utf-8") if isinstance(content, str) else content
    # In the same folder, because only a rename within a file system is atomic.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:80]}.", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode_for(path) if mode is None else mode)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def packed(members: Iterable[tuple[str, bytes, int]]) -> bytes:
    """A zip archive of (name, content, mode); the same members make the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data, mode in members:
            info = zipfile.ZipInfo(name, _MOMENT)
            info.external_attr = (stat.S_IFREG | mode) << 16
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _mode_for(path: Path) -> int:
    """The mode of the file that is there, else what a plain ``open`` would give."""
    try:
        return path.stat().st_mode & 0o7777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
