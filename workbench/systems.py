"""The systems that a road to AI engineering names, and the lessons that teach them: ``lessons/systems.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from workbench.content import lessons_dir
from workbench.errors import WorkbenchError

MODES = ("real", "compared")


@dataclass(frozen=True, kw_only=True)
class System:
    """A library, tool or method. lessons: where it is taught, existing or to come; mode: ``real`` when the learner
    uses it, ``compared`` when it is set beside one that is used; imports: the modules by which code uses it, none for
    a method that one writes oneself; note: what is special about it here."""

    name: str
    lessons: tuple[str, ...]
    mode: str
    imports: tuple[str, ...] = ()
    note: str = ""


def load_systems() -> list[System]:
    """All systems in the order of the file; none where the content has no such file.

    Raises WorkbenchError that names the entry when one is not complete.
    """
    path = lessons_dir() / "systems.toml"
    try:
        return list(_read(path, path.stat().st_mtime_ns))
    except FileNotFoundError:
        return []


@cache
def _read(path: Path, _mtime: int) -> tuple[System, ...]:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise WorkbenchError(f"{path}: {error}") from error
    return tuple(_system(str(name), entry, path) for name, entry in raw.items())


def _system(name: str, entry: Any, path: Path) -> System:
    lessons, imports = (_texts(entry, key) for key in ("lessons", "imports"))
    mode = entry.get("mode") if isinstance(entry, Mapping) else None
    if not lessons or mode not in MODES:
        raise WorkbenchError(
            f'{path}: ["{name}"] needs lessons = ["<track>/<lesson>", …] and mode = "real" or "compared".'
        )
    return System(name=name, lessons=lessons, mode=mode, imports=imports, note=str(entry.get("note", "")))


def _texts(entry: Any, key: str) -> tuple[str, ...]:
    found = entry.get(key, ()) if isinstance(entry, Mapping) else ()
    return tuple(map(str, found)) if isinstance(found, list) else ()
