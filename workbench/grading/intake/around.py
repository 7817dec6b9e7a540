"""What lies around the uploads of a class: an archive, a folder that is nobody's, Gradescope's file of names.

Only names are looked at, and Gradescope's file; what cannot be told is left as it is.
"""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path, PurePosixPath

from workbench.grading.intake import gradescope
from workbench.grading.intake.archive import Limits, is_junk
from workbench.grading.intake.names import Person, in_a_system, person_of

_ENDINGS = (".ipynb", ".py", ".zip")
_EXPORT = re.compile(r"assignment_\d+_export")
_MOST_NAMES = 200_000
Parts = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Around:
    """source: the folder or archive that is to be read; top: how many folders lie around all people; submitters: number
    of Gradescope → person; notes: for the instructor."""

    source: Path
    top: int = 0
    submitters: dict[str, Person] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def look_around(source: Path, tracks: Sequence[str]) -> Around:
    """How the uploads in a folder or archive lie. tracks: names of folders that are nobody's."""
    if source.is_file():
        return _inside(source, _names_in_archive(source), tracks)
    lone = _lone_archive(source)
    if lone is None:
        return _inside(source, _names_in_folder(source), tracks)
    names = _names_in_archive(lone)
    if in_a_system(lone.stem) is None and (_people(names, 0, tracks) > 1 or _top(names, tracks)):
        return _inside(lone, names, tracks)
    note = f"{lone.name} is taken as what one learner handed in. If it is the archive of a class, name it itself: "
    return Around(source=source, notes=(f"{note}workbench collect {lone} …",))


def _inside(source: Path, names: list[Parts], tracks: Sequence[str]) -> Around:
    top = _top(names, tracks)
    notes: tuple[str, ...] = ()
    if top:
        folder = "/".join(names[0][:top])
        notes = (f"All lies in the folder {folder}, which is nobody's: the learners are what is in it.",)
    text = _metadata(source, "/".join((*names[0][:top], gradescope.METADATA)) if names else "")
    return Around(source=source, top=top, submitters=gradescope.submitters(text), notes=notes)


def _top(names: list[Parts], tracks: Sequence[str]) -> int:
    """How many folders lie around the folders, archives or files of several people."""
    depth = 0
    while len({name[depth] if len(name) > depth + 1 else None for name in names}) == 1 and len(names[0]) > depth + 1:
        outer = names[0][depth]
        if outer in tracks or in_a_system(outer) is not None:
            return 0
        depth += 1
        if _EXPORT.fullmatch(outer) or _people(names, depth, tracks) > 1:
            return depth
    return 0


def _people(names: list[Parts], depth: int, tracks: Sequence[str]) -> int:
    """How many people seem to have something at this depth: what a course system has named, and folders and archives
    with files of equal names. 0 when a notebook that nobody is named by lies beside them."""
    found: dict[str, set[str]] = defaultdict(set)
    systems = set()
    for name in names:
        here, is_file = name[depth], len(name) == depth + 1
        archive = is_file and here.lower().endswith(".zip")
        if in_a_system(here.rsplit(".", 1)[0] if is_file else here) is not None:
            systems.add(here)
        elif is_file and not archive:
            if person_of((here,), tracks) is None:
                return 0
        elif here not in tracks:
            found["" if archive else name[-1]].add(here)
    return max(len(systems), *map(len, found.values()), 0)


def _lone_archive(folder: Path) -> Path | None:
    found = [path for path in folder.iterdir() if not is_junk(path.name)]
    single = len(found) == 1 and found[0].name.lower().endswith(".zip")
    return found[0] if single and found[0].is_file() and not found[0].is_symlink() else None


def _wanted(parts: Parts) -> bool:
    return bool(parts) and not any(map(is_junk, parts)) and parts[-1].lower().endswith(_ENDINGS)


def _names_in_folder(folder: Path) -> list[Parts]:
    return list(islice(_walk(folder, ()), _MOST_NAMES))


def _walk(folder: Path, parts: Parts) -> Iterator[Parts]:
    try:
        items = sorted(folder.iterdir())
    except OSError:
        return
    for item in items:
        inner = (*parts, item.name)
        if item.is_symlink():
            continue
        if item.is_dir():
            yield from _walk(item, inner) if len(inner) < Limits.depth else ()
        elif _wanted(inner):
            yield inner


def _names_in_archive(path: Path) -> list[Parts]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [PurePosixPath(name.replace("\\", "/")).parts for name in archive.namelist()[:_MOST_NAMES]]
    except Exception:  # damaged in one of many ways: it is named when it is read
        return []
    return [name for name in names if _wanted(name)]


def _metadata(source: Path, name: str) -> str:
    try:
        if source.is_dir():
            path = source / name
            usable = path.is_file() and not path.is_symlink() and path.stat().st_size <= gradescope.MOST_BYTES
            return path.read_text(encoding="utf-8") if usable else ""
        with zipfile.ZipFile(source) as opened:
            return opened.read(name).decode() if opened.getinfo(name).file_size <= gradescope.MOST_BYTES else ""
    except Exception:  # none, or a damaged one
        return ""
