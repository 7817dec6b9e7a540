"""What need not run again: a lesson that went well, with everything that could change its outcome as it was then."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from typing import Any

from workbench.batch.model import Result
from workbench.content import datasets_dir
from workbench.curriculum import LessonInfo
from workbench.explorers.find import find_explorers, shown_by

_PACKAGE = Path(__file__).resolve().parent.parent
_SOURCE_KINDS = {".py", ".js", ".css", ".html", ".json", ".toml"}


def fingerprint(info: LessonInfo, *, parameters: Mapping[str, Any], mode: str, lock: str = "") -> str:
    """A hash of everything that the run of a lesson depends on; files are read, nothing is parsed.

    lock: the text of the isolated environment's lock, if the lesson has one.
    """
    explorers = shown_by(info.path.read_text(encoding="utf-8"), find_explorers())
    data = {*info.datasets, *(name for explorer in explorers for name in explorer.datasets)}
    parts = {
        "lesson": info.id,
        "source": file_hash(info.path),
        "solution": file_hash(info.solution_path),
        "explorers": [[path.name, file_hash(path)] for explorer in explorers for path in explorer.files],
        "package": package_hash(),
        "parameters": dict(sorted(parameters.items())),
        "mode": mode,
        "data": {name: folder_hash(datasets_dir() / name) for name in sorted(data)},
        "catalogue": file_hash(datasets_dir() / "catalog.toml"),
        "versions": installed_versions(info.extras),
        "lock": lock,
        "python": f"{platform.python_implementation()} {platform.python_version()} {platform.machine()}",
    }
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def file_hash(path: Path) -> str:
    """Of its content; empty for a file that is not there."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return ""
    return _hash_content(path, stat.st_mtime_ns, stat.st_size)


@cache
def _hash_content(path: Path, _mtime: int, _size: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def folder_hash(folder: Path) -> str:
    """Of the names and contents of all files below it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return _combined((path.relative_to(folder).as_posix(), file_hash(path)) for path in files)


def _combined(pairs: Iterable[tuple[str, str]]) -> str:
    return hashlib.sha256(json.dumps(list(pairs)).encode("utf-8")).hexdigest()


def package_hash(package: Path = _PACKAGE) -> str:
    """A hash of the workbench's own source; the content in a wheel is not part of it."""
    files = sorted(
        path
        for path in package.rglob("*")
        if path.suffix in _SOURCE_KINDS and "_content" not in path.parts and path.is_file()
    )
    return _combined((path.relative_to(package).as_posix(), file_hash(path)) for path in files)


@cache
def installed_versions(extras: tuple[str, ...]) -> dict[str, str]:
    """The installed versions of what the workbench and these of its extras ask for."""
    from packaging.requirements import Requirement

    try:
        texts = distribution("ml-workbench").requires or []
    except PackageNotFoundError:
        return {}
    found = {}
    for requirement in map(Requirement, texts):
        wanted = requirement.marker is None or any(
            requirement.marker.evaluate({"extra": extra}) for extra in ("", *extras)
        )
        if wanted:
            try:
                found[requirement.name] = version(requirement.name)
            except PackageNotFoundError:
                found[requirement.name] = "missing"
    return found


def remembered(state: Path) -> Result | None:
    """The last result, good or not; None when there is none that can be read."""
    try:
        return Result.from_dict(json.loads(state.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def is_current(last: Result | None, wanted: str) -> bool:
    """Whether the last run went well, of just this, and its notebook still lies there as it was written."""
    if last is None or last.status != "passed" or last.fingerprint != wanted:
        return False
    try:
        content = Path(last.target).read_bytes()
    except OSError:
        return False
    return hashlib.sha256(content).hexdigest() == last.notebook_sha256
