"""Gather the uploads of a class: ``<into>/<learner>/<track>/<lesson>.ipynb``, the newest of each, and an index of them.

Every file that is left out is named with its reason. Nothing outside ``into`` is written, and collecting the same
uploads again changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbench.curriculum import load_curriculum
from workbench.errors import WorkbenchError
from workbench.files import one_name_for, write_atomic
from workbench.grading.intake.archive import Entry, Limits, RefusedError, Upload, entries
from workbench.grading.intake.around import Around, look_around
from workbench.grading.intake.gradescope import METADATA
from workbench.grading.intake.names import in_a_system, lesson_of, name_complaint, person_of, tidy
from workbench.grading.intake.people import AmbiguousError, ClassList, Listed, Namesakes
from workbench.grading.intake.refused import Refused, RefusedBecause, readable, refused
from workbench.locks import locked

__all__ = ["CollectReport", "Collected", "Identified", "Refused", "RefusedBecause", "collect", "collect_identified"]

INDEX = ".collected.json"
_INCOMING = ".incoming"


@dataclass(frozen=True, kw_only=True)
class Collected:
    """The upload that counts for one learner and lesson. received: with time zone UTC; sha256: of the file; source:
    where it was found; earlier: how many older versions lie beside it, ``<lesson>.1.ipynb`` the oldest."""

    learner: str
    lesson: str
    path: Path
    received: datetime
    sha256: str
    source: str
    earlier: int


@dataclass(frozen=True, kw_only=True)
class Identified:
    """An upload of which it is known whose it is and of which lesson, whatever its path says."""

    upload: Upload
    learner: str
    lesson: str


@dataclass(frozen=True, kw_only=True)
class CollectReport:
    """collected: everything that lies in the folder now; refused: what was left out of this source; written: the files
    that were made or changed; notes: sentences for the instructor; matched: name in the uploads → who it is by the list
    of the class, None for one whom it does not have."""

    collected: tuple[Collected, ...]
    refused: tuple[Refused, ...]
    written: tuple[Path, ...]
    notes: tuple[str, ...]
    matched: dict[str, Listed | None] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class _Version:
    """One version of one learner's notebook; ``order`` tells versions that arrived together apart."""

    sha256: str
    received: str
    order: str
    source: str


Versions = dict[tuple[str, str], list[_Version]]


@dataclass
class _Packed:
    """What one learner's archive holds: (learner, lesson) → the upload that counts, and its bytes; several: of which
    there was more than one."""

    archive: tuple[str, ...]
    found: dict[tuple[str, str], tuple[Upload, bytes]] = field(default_factory=dict)
    several: set[tuple[str, str]] = field(default_factory=set)


def collect(
    source: Path,
    into: Path,
    *,
    lesson_ids: Sequence[str],
    limits: Limits | None = None,
    people: ClassList | None = None,
) -> CollectReport:
    """Collect the uploads in a folder or a zip archive.

    source: as a course's system hands it out (see ``workbench.grading.intake.names``); into: a folder, made if need be;
    lesson_ids: the lessons that were handed in; people: the class, whose logins become the learners' folders. A zip for
    each learner arrived when the zip did, and of several notebooks of a lesson in it the last written counts. Raises
    WorkbenchError for an unknown lesson, a source that is not there, and folders that lie in one another.
    """
    for lesson_id in lesson_ids:
        load_curriculum()[lesson_id]
    if not lesson_ids:
        raise WorkbenchError("Nothing to collect: name at least one lesson.")
    limits = limits or Limits()
    _check_places(source, into)
    around = look_around(source, [lesson_id.split("/", 1)[0] for lesson_id in lesson_ids])
    found = entries(around.source, limits=limits)
    return _collect(found, into, lesson_ids=tuple(lesson_ids), around=around, people=people)


def collect_identified(found: Iterable[Identified], source: Path, into: Path) -> CollectReport:
    """Collect uploads that were identified in another way, into the same folders. source: where they all lie; it is
    not looked into. Raises WorkbenchError as ``collect`` does."""
    _check_places(source, into)
    return _collect(found, into)


def _collect(found: Iterable[Entry | Identified], into: Path, **known: Any) -> CollectReport:
    into.mkdir(parents=True, exist_ok=True)
    with locked(into / ".collect.lock"):
        return _Collector(into.resolve(), **known).run(found)


def _check_places(source: Path, into: Path) -> None:
    if not source.exists():
        raise WorkbenchError(f"{source} does not exist. Name the folder or the zip file with the uploads.")
    if into.exists() and not into.is_dir():
        raise WorkbenchError(f"{into} is no folder. Name the folder to collect into.")
    here, there = source.resolve(), into.resolve()
    if here == there or here in there.parents or there in here.parents:
        raise WorkbenchError(f"{source} and {into} lie in one another. Collect into a folder of its own.")


@dataclass
class _Collector:
    into: Path
    lesson_ids: tuple[str, ...] = ()
    around: Around | None = None
    people: ClassList | None = None
    refused: list[Refused] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    versions: Versions = field(default_factory=dict)
    spellings: dict[str, str] = field(default_factory=dict)
    held: dict[tuple[str, str], dict[str, Path]] = field(default_factory=dict)
    namesakes: Namesakes = field(default_factory=Namesakes)
    matched: dict[str, Listed | None] = field(default_factory=dict)
    packed: _Packed | None = None
    fold: Callable[[str], str] = str

    def run(self, found: Iterable[Entry | Identified]) -> CollectReport:
        self.versions, self.namesakes = read_index(self.into / INDEX)
        self.fold = one_name_for(self.into)
        self.spellings = {self.fold(learner): learner for learner, _ in self.versions}
        self.notes += self.around.notes if self.around else ()
        for entry in found:
            if isinstance(entry, Refused):
                self.refused.append(entry)
            elif isinstance(entry, Identified):
                self._take(entry.upload, entry)
            else:
                self._take(entry)
        self._unpack()
        collected = [self._arrange(*key) for key in sorted(self.versions)]
        self._write(self.into / INDEX, _index_text(self.versions, self.namesakes))
        shutil.rmtree(self.into / _INCOMING, ignore_errors=True)
        return CollectReport(
            collected=tuple(item for item in collected if item is not None),
            refused=tuple(self.refused),
            written=tuple(self.written),
            notes=tuple(self.notes),
            matched=self.matched,
        )

    # -- one upload ------------------------------------------------------------------------------------------------

    def _take(self, upload: Upload, known: Identified | None = None) -> None:
        try:
            data = upload.read()
        except RefusedError as error:
            self.refused.append(error.refused)
            return
        parts = upload.parts[self.around.top :] if self.around else upload.parts
        lesson = known.lesson if known else lesson_of(parts, data, self.lesson_ids)
        try:
            learner = tidy(known.learner) if known else self._learner(parts, lesson or "")
        except AmbiguousError as error:
            text = f"{error} Rename it, or give the list of this assignment."
            self.refused.append(refused(upload.source, RefusedBecause.AMBIGUOUS, text))
            return
        complaint = self._complaint(upload, learner)
        if complaint is None and lesson is None:
            text = f"It names none of the lessons {', '.join(self.lesson_ids)}. Rename it to the lesson's name."
            complaint = refused(upload.source, RefusedBecause.UNKNOWN_LESSON, text)
        if complaint is not None or learner is None or lesson is None:
            self.refused.extend([complaint] if complaint else [])
        elif upload.zips:
            self._pack(upload.parts[: upload.zips[0] + 1], (learner, lesson), upload, data)
        else:
            self._keep(upload, learner, lesson, data)

    def _learner(self, parts: Sequence[str], lesson: str) -> str | None:
        """Whose it is: the login by the list of the class, else the name of the path. Raises AmbiguousError."""
        person = person_of(parts, [lesson_id.split("/", 1)[0] for lesson_id in self.lesson_ids])
        if person is not None and person.system == "Gradescope":
            person = self.around.submitters.get(person.number) if self.around else None
        if person is None:
            return None
        if self.people is not None:
            written = f"{person.name} ({person.system} {person.number})" if person.number else person.name
            if written not in self.matched:
                self.matched[written] = self.people.find(person)
            if (listed := self.matched[written]) is not None:
                return tidy(listed.login)
        learner = self.namesakes.learner(person, lesson)
        if learner != person.name:
            note = f"Two people are called {person.name}: {learner!r} is another than {person.name!r}. "
            note += "With the list of the class (--list) each is collected under their login."
            self.notes += [note] if note not in self.notes else []
        return learner

    def _pack(self, archive: tuple[str, ...], key: tuple[str, str], upload: Upload, data: bytes) -> None:
        """Of what one learner's archive holds of a lesson, the last written is kept: all of it came at once."""
        if self.packed is None or self.packed.archive != archive:
            self._unpack()
            self.packed = _Packed(archive)
        before = self.packed.found.get(key)
        if before is not None:
            self.packed.several.add(key)
        if before is None or _last_written(upload) > _last_written(before[0]):
            self.packed.found[key] = upload, data

    def _unpack(self) -> None:
        """Keep what was found in an archive, once the next one begins."""
        if self.packed is None:
            return
        for (learner, lesson), (upload, data) in self.packed.found.items():
            self._keep(upload, learner, lesson, data)
            if (learner, lesson) in self.packed.several:
                self.notes.append(f"{learner}: an archive holds several notebooks of {lesson}; {upload.source} counts.")
        self.packed = None

    def _complaint(self, upload: Upload, learner: str | None) -> Refused | None:
        if learner is None:
            return refused(upload.source, RefusedBecause.NO_LEARNER, _nobody(upload.parts))
        if (why := name_complaint(learner)) is not None:
            text = f"The learner's name {readable(learner)!r} cannot be used: {why}. Rename the folder or file."
            return refused(upload.source, RefusedBecause.INVALID_NAME, text)
        known = self.spellings.setdefault(self.fold(learner), learner)
        if known != learner:
            text = f"{learner!r} and {known!r} differ in capitals only: on this disk they are one folder, and the work "
            text += "of two people would be mixed. Rename one of them, or give the list of the class."
            return refused(upload.source, RefusedBecause.CASE_COLLISION, text)
        return None

    def _keep(self, upload: Upload, learner: str, lesson: str, data: bytes) -> None:
        version = _Version(
            sha256=hashlib.sha256(data).hexdigest(),
            received=upload.received.isoformat(),
            order=upload.written.isoformat(),
            source=upload.source,
        )
        key = (learner, lesson)
        self.versions.setdefault(key, []).append(version)
        if version.sha256 not in self._held(key):
            self._held(key)[version.sha256] = self._stage(version.sha256, data)

    def _stage(self, sha256: str, data: bytes) -> Path:
        """Lay the bytes down inside ``into``, so that a class of thousands need not fit into memory."""
        path = self.into / _INCOMING / sha256
        write_atomic(path, data)
        return path

    # -- the files of one learner and lesson -----------------------------------------------------------------------

    def _held(self, key: tuple[str, str]) -> dict[str, Path]:
        """SHA-256 → where these bytes are, for the versions of one learner and lesson that are there already."""
        if key not in self.held:
            learner, lesson = key
            track, name = lesson.split("/", 1)
            found = sorted((self.into / learner / track).glob(f"{name}*.ipynb"))
            self.held[key] = {_digest(path): path for path in found if path.is_file() and not path.is_symlink()}
        return self.held[key]

    def _arrange(self, learner: str, lesson: str) -> Collected | None:
        """Number the versions in their order; the newest gets the plain name.

        Written from the highest number down and the newest last: a version only ever moves to a higher number, so
        that a crash between two writes loses none.
        """
        key = (learner, lesson)
        held = self._held(key)
        known = _in_time(self.versions[key])
        versions = [version for version in known if version.sha256 in held]
        lost = len(known) - len(versions)
        if lost:
            self.notes.append(f"{learner}, {lesson}: {lost} versions of the index are not on the disk any more.")
        if not versions:
            return None
        folder = self.into / learner / lesson.split("/", 1)[0]
        name = lesson.split("/", 1)[1]
        paths = [folder / f"{name}.{number}.ipynb" for number in range(1, len(versions))]
        targets = [
            *zip(reversed(paths), reversed(versions[:-1]), strict=True),
            (folder / f"{name}.ipynb", versions[-1]),
        ]
        for path, version in targets:
            self._write(path, held[version.sha256].read_bytes())
            held[version.sha256] = path  # where these bytes were may be overwritten next
        newest = versions[-1]
        return Collected(
            learner=learner,
            lesson=lesson,
            path=folder / f"{name}.ipynb",
            received=datetime.fromisoformat(newest.received).astimezone(UTC),
            sha256=newest.sha256,
            source=newest.source,
            earlier=len(versions) - 1,
        )

    def _write(self, path: Path, content: bytes) -> None:
        """Write unless it is there already. A link under way would lead out of the folder: that is an error."""
        parents = [parent for parent in (path, *path.parents) if self.into in parent.parents]
        if any(parent.is_symlink() for parent in parents):
            raise WorkbenchError(f"{path} lies behind a link. Remove the link: only {self.into} may be written.")
        if path.is_file() and path.read_bytes() == content:
            return
        write_atomic(path, content)
        self.written.append(path)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _sorted(versions: Iterable[_Version]) -> list[_Version]:
    return sorted(set(versions), key=lambda version: (version.received, version.order, version.source, version.sha256))


def _in_time(versions: Iterable[_Version]) -> list[_Version]:
    """In the order of their arrival, without one that brings nothing new after the one before it."""
    kept: list[_Version] = []
    for version in _sorted(versions):
        if not kept or kept[-1].sha256 != version.sha256:
            kept.append(version)
    return kept


def _last_written(upload: Upload) -> tuple[Any, ...]:
    return upload.written, -len(upload.parts), upload.parts


def _nobody(parts: Sequence[str]) -> str:
    if any(person is not None and person.system == "Gradescope" for person in map(in_a_system, parts)):
        return f"Gradescope says in its file {METADATA} whose it is; there is none, or it does not name this folder."
    return "Its path does not say whose it is. Put it into a folder with the learner's name."


# -- the index ---------------------------------------------------------------------------------------------------------


def _index_text(versions: Versions, namesakes: Namesakes) -> bytes:
    content: dict[str, Any] = {"format": 1, "learners": {}, "numbers": namesakes.known}
    for (learner, lesson), found in sorted(versions.items()):
        content["learners"].setdefault(learner, {})[lesson] = [asdict(version) for version in _sorted(found)]
    return (json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode("utf-8")


def read_index(path: Path) -> tuple[Versions, Namesakes]:
    """What was collected, each with its versions, the oldest first. Raises WorkbenchError for a damaged index."""
    if not path.exists():
        return {}, Namesakes()
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        versions = {
            (learner, lesson): [_Version(**version) for version in found]
            for learner, lessons in content["learners"].items()
            for lesson, found in lessons.items()
        }
        numbers = content.get("numbers", {})  # an index of before has none
        return versions, Namesakes({learner: [str(mark) for mark in marks] for learner, marks in numbers.items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        text = f"{path} is damaged. Move it away and collect again from all uploads."
        raise WorkbenchError(text) from None
