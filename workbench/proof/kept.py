"""Results of the proof that need not be found again: nothing that they depend on has changed.

They lie outside the checkout, in ``$XDG_CACHE_HOME/ml-workbench/proof`` (``~/.cache/…``), under a hash of all that goes
into them. ``FRESH=1`` ignores what lies there. Only what went well is kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from workbench.batch.cache import file_hash, folder_hash, installed_versions
from workbench.content import content_root, datasets_dir, lessons_dir
from workbench.curriculum import LessonInfo, load_curriculum
from workbench.explorers.find import find_explorers, shown_by
from workbench.files import write_atomic
from workbench.glossary import taught_earlier
from workbench.proof.answers import answers_folder
from workbench.proof.imports import PACKAGE, closure, modules
from workbench.proof.known import known_findings

_ASIDE = (".js", ".css", ".html", ".json", ".toml", ".j2")
_MOST_KEPT = 3


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A part of the proof. engine: the modules that do it, what they import is found; files: what else goes into it,
    such as the test itself."""

    name: str
    engine: tuple[str, ...]
    files: tuple[Path, ...] = ()


PROOF = Stage(name="proof", engine=("workbench.proof.report",))
"""Rules, exercises, mutants and answers."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """What was found. cpu: seconds of processor time that it took; at: when, ISO 8601; told: for people."""

    cpu: float
    at: str
    told: tuple[str, ...] = ()


def ingredients(stage: Stage, lesson: LessonInfo) -> dict[str, object]:
    """Everything that the result of a stage depends on, by name: the key is the hash of this."""
    curriculum = load_curriculum()
    explorers = shown_by(lesson.path.read_text(encoding="utf-8"), find_explorers())
    data = {*lesson.datasets, *(name for explorer in explorers for name in explorer.datasets)}
    return {
        "stage": stage.name,
        "lesson": [lesson.id, file_hash(lesson.path)],
        "solution": file_hash(lesson.solution_path),
        "explorers": {path.name: file_hash(path) for explorer in explorers for path in explorer.files},
        "data": {name: folder_hash(datasets_dir() / name) for name in sorted(data)},
        "catalogue": file_hash(datasets_dir() / "catalog.toml"),
        "systems": file_hash(lessons_dir() / "systems.toml"),
        "before": {each: file_hash(curriculum[each].path) for each in sorted(curriculum.builds_on(lesson.id))},
        "terms": taught_earlier(lesson, curriculum),
        "known": known_findings(lesson.id),
        "answers": folder_hash(answers_folder(lesson.id)),
        "engine": _engine_hash(stage.engine),
        "files": {path.name: file_hash(path) for path in stage.files},
        "lock": file_hash(content_root() / "requirements.lock"),
        "versions": installed_versions(lesson.extras),
        "python": f"{platform.python_implementation()} {platform.python_version()} {platform.machine()}",
        "threads": {name: os.environ.get(name, "") for name in ("OMP_NUM_THREADS", "CUDA_VISIBLE_DEVICES")},
    }


@cache
def _engine_hash(entries: tuple[str, ...]) -> str:
    """Of the modules that the entries use, with the scripts and styles beside them."""
    known = modules()
    files = {known[name] for name in closure(entries)}
    files |= {path for file in files for path in file.parent.iterdir() if path.suffix in _ASIDE and path.is_file()}
    pairs = [(path.relative_to(PACKAGE).as_posix(), file_hash(path)) for path in sorted(files)]
    return hashlib.sha256(json.dumps(pairs).encode()).hexdigest()


def _key(parts: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class Kept:
    """The results in a folder. fresh: what lies there is not looked at, and replaced."""

    def __init__(self, folder: Path | None = None, *, fresh: bool | None = None) -> None:
        cache_home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        self.folder = folder or cache_home / "ml-workbench" / "proof"
        self.fresh = os.environ.get("FRESH", "") not in ("", "0") if fresh is None else fresh

    def find(self, stage: Stage, lesson: LessonInfo) -> Record | None:
        """The result of just this, if there is one. What cannot be read is none."""
        if self.fresh:
            return None
        try:
            raw = json.loads(self._path(stage, lesson).read_text(encoding="utf-8"))
            return Record(cpu=float(raw["cpu"]), at=str(raw["at"]), told=tuple(map(str, raw["told"])))
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def keep(self, stage: Stage, lesson: LessonInfo, *, cpu: float, told: tuple[str, ...] = ()) -> None:
        """Remember that it went well. A cache that cannot be written is no reason to stop."""
        record = Record(cpu=cpu, at=datetime.now().astimezone().isoformat(timespec="seconds"), told=told)
        path = self._path(stage, lesson)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomic(path, json.dumps(asdict(record), ensure_ascii=False))
            for old in sorted(path.parent.glob("*.json"), key=lambda each: each.stat().st_mtime)[:-_MOST_KEPT]:
                old.unlink()

    def _path(self, stage: Stage, lesson: LessonInfo) -> Path:
        return self.folder / stage.name / lesson.id / f"{_key(ingredients(stage, lesson))}.json"
