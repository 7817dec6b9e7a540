"""The submissions of a class as they lie in a folder: ``<submissions>/<learner>/<track>/<lesson>.ipynb``."""

from __future__ import annotations

import glob
import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from workbench.curriculum import load_curriculum
from workbench.errors import WorkbenchError
from workbench.grading.intake.collect import INDEX
from workbench.grading.intake.reading import MOST_BYTES, Reason, Refusal, read_bytes
from workbench.grading.intake.submission import LIMIT_BYTES


@dataclass(frozen=True, kw_only=True)
class Upload:
    """Something that came. linked: whether it is a link or lies behind one, and so is not to be read."""

    learner: str
    lesson: str
    path: Path
    received: datetime
    linked: bool = False

    def read(self) -> bytes:
        """The bytes. Raises Refusal."""
        if self.linked:
            raise Refusal(Reason.NO_FILE, "This is a link, not a file. Hand in the notebook itself.")
        return read_bytes(self.path, limit_bytes=MOST_BYTES, slim_bytes=LIMIT_BYTES)


def find_uploads(folder: Path, lessons: Sequence[str] = ()) -> list[Upload]:
    """The submissions under a folder, as ``workbench collect`` lays them out: whatever has the name of one, also what
    is no file and will be refused, and the earlier versions that collecting has kept, the oldest first. Links are
    named, not followed.

    Raises WorkbenchError when there is no folder, or nothing in it.
    """
    if not folder.is_dir():
        raise WorkbenchError(f"There is no folder {folder}. Collect the submissions first: workbench collect --help.")
    wanted = list(lessons) or [info.id for info in load_curriculum()]
    received = _received(folder)
    found = []
    for person, lesson, path in _candidates(folder, wanted):
        try:
            came = received(path)
        except FileNotFoundError:  # gone since it was seen
            continue
        linked = any(part.is_symlink() for part in (path, *path.parents) if part == person or person in part.parents)
        found.append(Upload(learner=person.name, lesson=lesson, path=path, received=came, linked=linked))
    if not found:
        raise WorkbenchError(f"{folder} holds no submission of {', '.join(wanted)} as <learner>/<lesson>.ipynb.")
    return found


def _candidates(folder: Path, lessons: Sequence[str]) -> Iterator[tuple[Path, str, Path]]:
    for person in sorted(folder.iterdir()):
        if person.name.startswith(".") or not person.is_dir():
            continue
        for lesson in lessons:
            plain = person / f"{lesson}.ipynb"
            earlier = {int(found[1]): path for path in plain.parent.glob("*") if (found := _version(plain, path))}
            for path in (*(earlier[number] for number in sorted(earlier)), plain, person / f"{lesson}.py"):
                if os.path.lexists(path):
                    yield person, lesson, path


def _version(plain: Path, path: Path) -> re.Match[str] | None:
    """Whether a file is a numbered version of the plain one."""
    return re.fullmatch(rf"{re.escape(plain.stem)}\.([1-9]\d{{0,5}})\.ipynb", path.name)


def _received(folder: Path) -> Callable[[Path], datetime]:
    """When a file came: as the index of collecting says, else when it was last changed."""
    try:
        learners = json.loads((folder / INDEX).read_text(encoding="utf-8"))["learners"]
        newest, earlier = {}, {}
        for learner, lessons in learners.items():
            for lesson, versions in lessons.items():
                newest[f"{learner}/{lesson}"] = datetime.fromisoformat(versions[-1]["received"])
                for version in reversed(versions):  # the same file again counts from when it first came
                    earlier[learner, version["sha256"]] = datetime.fromisoformat(version["received"])
    except FileNotFoundError:
        newest, earlier = {}, {}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        raise WorkbenchError(f"{folder / INDEX} is damaged. Move it away and collect again from all uploads.") from None

    def time_of(path: Path) -> datetime:
        place = path.relative_to(folder)
        said = newest.get(place.with_suffix("").as_posix())
        if said is None and earlier and not path.is_symlink() and path.is_file():
            said = earlier.get((place.parts[0], hashlib.sha256(path.read_bytes()).hexdigest()))
        return said or _changed(path)

    return time_of


def _changed(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.lstat().st_mtime, tz=UTC)
    except (ValueError, OverflowError):  # a time that no calendar has
        return datetime.now(UTC)


def find_version(path: Path, sha256: str, *elsewhere: Path) -> bytes:
    """The bytes of this digest: at the path or elsewhere, or in an earlier version that collecting keeps beside these.

    Raises Refusal: with the reason that holds for the last of them, or because other bytes are there now.
    """
    refusal = Refusal(Reason.NO_FILE, "Another file took its place before it was graded, and this one is kept nowhere.")
    for place in dict.fromkeys((path, *elsewhere)):
        for one in (place, *sorted(place.parent.glob(f"{glob.escape(place.stem)}.*{place.suffix}"))):
            try:
                data = read_bytes(one, limit_bytes=MOST_BYTES, slim_bytes=LIMIT_BYTES)
            except Refusal as error:
                refusal = error if one == place else refusal
                continue
            if hashlib.sha256(data).hexdigest() == sha256:
                return data
    raise refusal
