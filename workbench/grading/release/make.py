"""What learners of a class get: notebooks, data sets and public checks, and nothing that an author keeps back.

::

    <into>/README.md                     how to begin, and what there is
    <into>/<track>/<lesson>.ipynb        the lesson, as every learner gets it
    <into>/.workbench/release.json       what was released: lessons and the SHA-256 of every file
    <into>/.workbench/base/…             the notebooks once more, for merging later versions into the learner's
    <into>/.workbench/content/           what the workbench reads in place of its own content
        lessons/<track>/<lesson>.py      the same lesson, with its front matter
        lessons/<track>/explorers/…      the explorers that these lessons show
        checks/<track>/<lesson>.json     public checks, see ``workbench.grading.release.public``
        datasets/<name>/…, catalog.toml  the data sets that these lessons and their explorers name

The folder is a workspace: in it, ``workbench lab`` shows the lessons of the release, and cells are checked by its
public checks.

Releasing more lessons into the same folder adds them; releasing the same ones again gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from workbench.content import RELEASED, datasets_dir, lessons_dir
from workbench.curriculum import LessonInfo, load_curriculum
from workbench.datasets import catalog, dataset_path
from workbench.errors import WorkbenchError
from workbench.explorers.find import Found, find_explorers, shown_by
from workbench.files import write_atomic
from workbench.grading.release.cases import Seeds, public_checks
from workbench.installing.extras import DISTRIBUTION
from workbench.merge import stamp
from workbench.notebooks import read_lesson

MANIFEST = ".workbench/release.json"
_CONTENT = RELEASED.as_posix()
PUBLIC_SEED = 2_718_281


@dataclass(frozen=True, kw_only=True)
class ReleasedLesson:
    """One lesson of a release. equal, form, later: the exercises by how learners can check them, see
    ``workbench.grading.release.public``; digest: SHA-256 over its notebook and its public checks."""

    lesson: str
    notebook: Path
    checks: Path
    equal: tuple[str, ...]
    form: tuple[str, ...]
    later: tuple[str, ...]
    digest: str


@dataclass(frozen=True, kw_only=True)
class ReleaseReport:
    """lessons: those asked for; datasets: their names; written: files that were made or changed; notes: sentences for
    the instructor."""

    into: Path
    lessons: tuple[ReleasedLesson, ...]
    datasets: tuple[str, ...]
    written: tuple[Path, ...]
    notes: tuple[str, ...]


@dataclass
class _Manifest:
    """lessons: id → names of its data sets; files: path → the SHA-256 sums that the file may have."""

    lessons: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, list[str]] = field(default_factory=dict)

    def text(self) -> bytes:
        return _json({"format": 1, "lessons": self.lessons, "files": self.files})


def release(
    lesson_ids: Sequence[str], into: Path, *, seed: int = PUBLIC_SEED, avoid_seeds: Seeds = (0,)
) -> ReleaseReport:
    """Write the learners' side of some lessons into a folder.

    lesson_ids: ``<track>/<lesson>``; into: an empty folder, one that does not exist, or an earlier release; seed: of
    the public cases of exercises without a visible example; avoid_seeds: of grading, whose cases are never published
    (0 is the seed of a learner's own check). Raises WorkbenchError for an unknown lesson, for a folder that holds other
    things or files that were changed after they were released, and for a probe that needs what must not be given away.
    """
    infos = [load_curriculum()[lesson_id] for lesson_id in dict.fromkeys(lesson_ids)]
    if not infos:
        raise WorkbenchError("Nothing to release: name at least one lesson.")
    manifest = _read_manifest(into)
    files: dict[str, bytes] = {}
    lessons, notes = [], []
    known = find_explorers()
    for info in infos:
        checks = public_checks(info, seed=seed, avoid_seeds=avoid_seeds)
        lessons.append(_add_lesson(info, checks, files, into))
        notes += [
            f"{info.id}, {name}: {entry['reason']}"
            for name, entry in checks["exercises"].items()
            if entry["judge"] == "later"
        ]
        explorers = shown_by(info.path.read_text(encoding="utf-8"), known)
        files |= {f"{_CONTENT}/{name}": data for name, data in lesson_files(info, explorers).items()}
        manifest.lessons[info.id] = datasets_of(info, explorers)
    names = {name for used in manifest.lessons.values() for name in used}
    if names:
        files |= {f"{_CONTENT}/{name}": data for name, data in dataset_files(names).items()}
    files[_README_FILE] = _readme(list(manifest.lessons)).encode("utf-8")
    return ReleaseReport(
        into=into,
        lessons=tuple(lessons),
        datasets=tuple(sorted({name for info in infos for name in manifest.lessons[info.id]})),
        written=tuple(_write(files, manifest, into)),
        notes=tuple(notes),
    )


def datasets_of(info: LessonInfo, explorers: Sequence[Found]) -> list[str]:
    """The data sets that a lesson needs: its own, then what only its explorers show."""
    return list(dict.fromkeys([*info.datasets, *(name for explorer in explorers for name in explorer.datasets)]))


def lesson_files(info: LessonInfo, explorers: Sequence[Found]) -> dict[str, bytes]:
    """A lesson and the explorers that it shows, by their paths in the folder that holds ``lessons/``."""
    paths = [info.path, *(path for explorer in explorers for path in explorer.files)]
    return {f"lessons/{path.relative_to(lessons_dir()).as_posix()}": path.read_bytes() for path in paths}


def _json(content: Any) -> bytes:
    return (json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode("utf-8")


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


# -- the files of a lesson ---------------------------------------------------------------------------------------------


def _add_lesson(info: LessonInfo, checks: dict[str, Any], files: dict[str, bytes], into: Path) -> ReleasedLesson:
    notebook, path = f"{info.id}.ipynb", f"{_CONTENT}/checks/{info.id}.json"
    text: str = nbformat.writes(stamp(read_lesson(info.id)))  # type: ignore[no-untyped-call]
    files[notebook] = files[f".workbench/base/{info.id}.ipynb"] = f"{text}\n".encode()
    # The order of the exercises is that of the lesson, so keys are not sorted here.
    files[path] = (json.dumps(checks, indent=1, ensure_ascii=False) + "\n").encode("utf-8")
    judged: dict[str, tuple[str, ...]] = {
        judge: tuple(name for name, entry in checks["exercises"].items() if entry["judge"] == judge)
        for judge in ("equal", "form", "later")
    }
    return ReleasedLesson(
        lesson=info.id,
        notebook=into / notebook,
        checks=into / path,
        equal=judged["equal"],
        form=judged["form"],
        later=judged["later"],
        digest=_sha256(files[notebook] + files[path]),
    )


def _readme(lesson_ids: Sequence[str]) -> str:
    """How to begin, and the lessons with what they need."""
    curriculum = load_curriculum()
    infos = [curriculum[name] for name in sorted(lesson_ids) if name in curriculum.lessons]
    extras = sorted({extra for info in infos for extra in info.extras})
    package = f"{DISTRIBUTION}[{','.join(extras)}]" if extras else DISTRIBUTION
    rows = "\n".join(f"| `{info.id}.ipynb` | {info.title} | {info.minutes} |" for info in infos)
    return _README.format(package=package, rows=rows)


_README_FILE = "README.md"
_README = """\
# Notebooks of the course

With the workbench installed (`pip install "{package}"`), run `workbench lab` in this folder and open a notebook.
Running the cell of an exercise checks it on public cases; the hidden cases and the quizzes are judged when you hand the
notebook in.

| notebook | title | minutes |
| --- | --- | ---: |
{rows}

Leave the folder `.workbench` where it is: it holds the checks, the data and your progress.
"""

_PAPERS = ("readme", "copying", "license", "licence", "notice")


def dataset_files(names: set[str]) -> dict[str, bytes]:
    """The verified files of the data sets, their cards and licences, and a catalogue of these alone, by their paths in
    the folder that holds ``datasets/``."""
    files: dict[str, bytes] = {"datasets/catalog.toml": _catalogue(names)}
    for name in sorted(names):
        paths = [dataset_path(name, item["path"]) for item in _entry(name)["files"]]
        papers = [p for p in sorted((datasets_dir() / name).iterdir()) if _is_paper(p)]
        for path in {*paths, *papers}:
            files[f"datasets/{path.relative_to(datasets_dir()).as_posix()}"] = path.read_bytes()
    return files


def _is_paper(path: Path) -> bool:
    return path.is_file() and any(word in path.name.lower() for word in _PAPERS)


def _entry(name: str) -> dict[str, Any]:
    dataset_path(name)  # says what there is when there is no such data set
    return catalog()[name]


def _catalogue(names: set[str]) -> bytes:
    """The sections of these data sets, as they stand in the catalogue."""
    kept: list[str] = []
    keep = False
    for line in (datasets_dir() / "catalog.toml").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            keep = line.strip().strip("[]").strip().strip('"') in names
        if keep and not line.startswith("#"):
            kept.append(line)
    text = "\n".join(kept).strip() + "\n"
    if tomllib.loads(text) != {name: _entry(name) for name in catalog() if name in names}:
        raise WorkbenchError("datasets/catalog.toml has a section that does not begin with [name] at its line's start.")
    return text.encode("utf-8")


# -- the folder --------------------------------------------------------------------------------------------------------


def _read_manifest(into: Path) -> _Manifest:
    """What was released into a folder before. Raises WorkbenchError for a folder that holds something else."""
    if not into.exists():
        return _Manifest()
    if not into.is_dir():
        raise WorkbenchError(f"{into} is no folder. Name a folder to release into.")
    path = into / MANIFEST
    if not path.exists():
        if any(into.iterdir()):
            raise WorkbenchError(f"{into} is not empty and is no release. Release into an empty folder.")
        return _Manifest()
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return _Manifest(lessons=dict(content["lessons"]), files=dict(content["files"]))
    except (OSError, ValueError, KeyError, TypeError):
        raise WorkbenchError(f"{path} is damaged. Release into an empty folder.") from None


def _write(files: dict[str, bytes], manifest: _Manifest, into: Path) -> list[Path]:
    """Write what differs. The manifest is written before, so that a release that was cut short is still one."""
    if _is_yours(into / _README_FILE, manifest.files.get(_README_FILE, [])):
        files = {name: data for name, data in files.items() if name != _README_FILE}
    changed = {name: data for name, data in files.items() if _differs(into / name, data, manifest.files.get(name, []))}
    if changed:
        for name, data in changed.items():
            manifest.files[name] = [*manifest.files.get(name, [])[-1:], _sha256(data)]
        write_atomic(into / MANIFEST, manifest.text())
    for name, data in sorted(changed.items()):
        write_atomic(into / name, data)
    manifest.files.update({name: [_sha256(data)] for name, data in files.items()})
    if changed or not (into / MANIFEST).exists() or (into / MANIFEST).read_bytes() != manifest.text():
        write_atomic(into / MANIFEST, manifest.text())
    return [into / name for name in sorted(changed)]


def _is_yours(path: Path, released: list[str]) -> bool:
    """Whether the instructor has written a text of their own: then it stays."""
    return path.exists() and _sha256(path.read_bytes()) not in released


def _differs(path: Path, data: bytes, released: list[str]) -> bool:
    """Whether a file is to be written. Raises WorkbenchError for one that is not as it was released."""
    if not path.exists():
        return True
    there = path.read_bytes()
    if there == data:
        return False
    if _sha256(there) not in released:
        raise WorkbenchError(
            f"{path} was changed after it was released. Move it away, or release into an empty folder; "
            "nothing was written."
        )
    return True
