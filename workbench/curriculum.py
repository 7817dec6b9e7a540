"""The curriculum, read from the lessons' own front matter: no second registry.

A lesson is ``lessons/<NN_track>/<NN_name>.py`` (jupytext py:percent). Its YAML header carries, under
``jupyter: workbench:``, everything that is known about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from workbench.content import lessons_dir, solutions_dir
from workbench.errors import WorkbenchError, nearest
from workbench.files import refuse_conflict
from workbench.index import Index, Kind

LESSON_ID = re.compile(r"^\d\d_[a-z0-9_]+/\d\d_[a-z0-9_]+$")
_POLICIES = ("after_attempt", "after_pass", "always", "never")

TRACK_TITLES = {
    "01_data": "Scientific Python",
    "02_math": "The maths refresh",
    "03_classical_ml": "Classical machine learning",
    "04_deep_learning": "Deep learning",
    "05_nlp": "Language",
    "06_vision": "Vision",
    "07_generative": "Generative models",
    "08_reinforcement": "Reinforcement learning",
    "09_mlops": "Systems and MLOps",
    "10_responsible_ai": "Responsible AI",
    "11_research": "Research",
    "12_interview": "Interview",
    "13_capstones": "Capstones",
}


@dataclass(frozen=True, kw_only=True)
class Objective:
    """What the learner can do afterwards, and the exercises and quizzes that show it."""

    text: str
    met_by: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LessonInfo:
    """The front matter of one lesson."""

    id: str
    path: Path
    title: str
    summary: str
    minutes: int
    requires: tuple[str, ...] = ()
    objectives: tuple[Objective, ...] = ()
    datasets: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    hardware: str = "cpu"
    isolated: str | None = None
    solutions: str = "after_attempt"
    teaches: Mapping[str, str] = field(default_factory=dict)
    """Term that the lesson introduces → what it means, in a sentence."""
    uses: tuple[str, ...] = ()
    """Terms that it relies on: each is taught by a lesson that it requires, directly or not."""
    covers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """System of ``lessons/systems.toml`` → the exercises or quizzes that ask for it."""
    extra_keys: Mapping[str, Any] = field(default_factory=dict)

    @property
    def track(self) -> str:
        return self.id.split("/", 1)[0]

    @property
    def track_title(self) -> str:
        return track_title(self.track)

    @property
    def solution_path(self) -> Path:
        return solutions_dir() / f"{self.id}.py"


def track_title(track: str) -> str:
    """What a track is called, also one that has no lesson yet."""
    return TRACK_TITLES.get(track, track.split("_", 1)[-1].replace("_", " ").capitalize())


def read_header(path: Path) -> dict[str, Any]:
    """The YAML header of a py:percent notebook; empty when it has none.

    Raises WorkbenchError when the header is not YAML.
    """
    import yaml  # takes longer to import than a curriculum that is indexed takes to load

    lines: list[str] = []
    with path.open(encoding="utf-8") as text:
        if next(text, "").strip() != "# ---":
            return {}
        for line in text:
            if line.strip() == "# ---":
                break
            lines.append(line[2:] if line.startswith("# ") else line[1:])
    try:
        # The loader in C, where there is one, is ten times as quick.
        header = yaml.load("".join(lines), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        refuse_conflict(path)
        told = " ".join(str(error).split())
        raise WorkbenchError(f"{path}: the front matter is not valid YAML: {told}") from error
    return header if isinstance(header, dict) else {}


def _texts(value: Any, *, key: str, path: Path) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise WorkbenchError(f"{path}: {key} must be a list of names, got {value!r}.")
    return tuple(value)


def _objectives(value: Any, path: Path) -> tuple[Objective, ...]:
    """``objectives`` is a mapping: the sentence → the names of the exercises and quizzes that show it."""
    if not isinstance(value, dict):
        raise WorkbenchError(f"{path}: objectives must map each sentence to the exercises or quizzes that meet it.")
    return tuple(
        Objective(text=str(text), met_by=_texts(names, key=f"objective {text!r}", path=path))
        for text, names in value.items()
    )


def _sentences(value: Any, *, key: str, path: Path) -> dict[str, str]:
    """A mapping of terms to sentences."""
    if value is None:
        return {}
    if not isinstance(value, dict) or not all(isinstance(text, str) for pair in value.items() for text in pair):
        raise WorkbenchError(f"{path}: {key} must map each term to a sentence, got {value!r}.")
    return {term: " ".join(sentence.split()) for term, sentence in value.items()}


def _covers(value: Any, path: Path) -> dict[str, tuple[str, ...]]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise WorkbenchError(f"{path}: covers must map each system to the exercises or quizzes that ask for it.")
    return {str(name): _texts(items, key=f"covers {name!r}", path=path) for name, items in value.items()}


def parse_lesson(path: Path) -> LessonInfo:
    """Read one lesson's front matter. Raises WorkbenchError naming the key that is missing or wrong."""
    lesson_id = f"{path.parent.name}/{path.stem}"
    raw = dict(read_header(path).get("jupyter", {}).get("workbench") or {})
    missing = [key for key in ("title", "summary", "minutes", "objectives") if key not in raw]
    if missing:
        raise WorkbenchError(f"{path}: the front matter lacks {', '.join(missing)} (under jupyter: workbench:).")
    minutes = raw.pop("minutes")
    if not isinstance(minutes, int) or minutes <= 0:
        raise WorkbenchError(f"{path}: minutes must be a positive whole number, got {minutes!r}.")
    policy = raw.pop("solutions", "after_attempt")
    if policy not in _POLICIES:
        raise WorkbenchError(f"{path}: solutions must be one of {', '.join(_POLICIES)}, got {policy!r}.")
    return LessonInfo(
        id=lesson_id,
        path=path,
        title=str(raw.pop("title")),
        summary=str(raw.pop("summary")),
        minutes=minutes,
        objectives=_objectives(raw.pop("objectives"), path),
        requires=_texts(raw.pop("requires", None), key="requires", path=path),
        datasets=_texts(raw.pop("datasets", None), key="datasets", path=path),
        extras=_texts(raw.pop("extras", None), key="extras", path=path),
        hardware=str(raw.pop("hardware", "cpu")),
        isolated=raw.pop("isolated", None),
        solutions=policy,
        teaches=_sentences(raw.pop("teaches", None), key="teaches", path=path),
        uses=_texts(raw.pop("uses", None), key="uses", path=path),
        covers=_covers(raw.pop("covers", None), path),
        extra_keys=raw,
    )


@dataclass(frozen=True)
class Curriculum:
    """All lessons by id, in the order of their numbers."""

    lessons: Mapping[str, LessonInfo]

    def __getitem__(self, lesson_id: str) -> LessonInfo:
        try:
            return self.lessons[lesson_id]
        except KeyError:
            raise WorkbenchError(f"There is no lesson {lesson_id!r}.{nearest(lesson_id, self.lessons)}") from None

    def __iter__(self) -> Any:
        return iter(self.lessons.values())

    def __len__(self) -> int:
        return len(self.lessons)

    @property
    def tracks(self) -> dict[str, list[LessonInfo]]:
        tracks: dict[str, list[LessonInfo]] = {}
        for lesson in self.lessons.values():
            tracks.setdefault(lesson.track, []).append(lesson)
        return tracks

    def select(self, patterns: Iterable[str]) -> list[LessonInfo]:
        """Lessons whose id matches any of the globs (``02_math/*``, ``*token*``) or names a track; all for no pattern.

        Raises WorkbenchError for a pattern that matches nothing.
        """
        wanted = list(patterns)
        if not wanted:
            return list(self.lessons.values())
        chosen: dict[str, LessonInfo] = {}
        for pattern in wanted:
            clean = pattern.removeprefix("lessons/").removesuffix(".py").rstrip("/")
            hits = [x for x in self.lessons.values() if fnmatch(x.id, clean) or x.track == clean]
            if not hits:
                raise WorkbenchError(f"No lesson matches {pattern!r}.{nearest(clean, self.lessons)}")
            chosen.update((x.id, x) for x in hits)
        return [chosen[key] for key in sorted(chosen)]

    def order(self) -> list[str]:
        """A learning order: prerequisites first. Raises WorkbenchError on a cycle or an unknown prerequisite."""
        graph: dict[str, list[str]] = {}
        for lesson in self.lessons.values():
            for needed in lesson.requires:
                if needed not in self.lessons:
                    raise WorkbenchError(
                        f"{lesson.id} requires {needed!r}, which does not exist.{nearest(needed, self.lessons)}"
                    )
            graph[lesson.id] = sorted(lesson.requires)
        try:
            return list(TopologicalSorter(graph).static_order())
        except CycleError as error:
            raise WorkbenchError(f"Prerequisites go in a circle: {' → '.join(error.args[1])}.") from error

    def builds_on(self, lesson_id: str) -> set[str]:
        """The lessons that it requires, directly or not. Those that do not exist are left out."""
        found: set[str] = set()
        waiting = list(self[lesson_id].requires)
        while waiting:
            needed = waiting.pop()
            if needed in self.lessons and needed not in found:
                found.add(needed)
                waiting += self.lessons[needed].requires
        return found

    def missing_prerequisites(self, lesson_id: str, done: Iterable[str]) -> list[str]:
        """The lesson's direct prerequisites that are not in ``done``."""
        finished = set(done)
        return [needed for needed in self[lesson_id].requires if needed not in finished]

    def next_lesson(self, done: Iterable[str]) -> LessonInfo | None:
        """The first lesson in learning order that is not done and whose prerequisites are."""
        finished = set(done)
        for lesson_id in self.order():
            if lesson_id not in finished and not self.missing_prerequisites(lesson_id, finished):
                return self.lessons[lesson_id]
        return None


_INFO: Kind[LessonInfo] = Kind("info", LessonInfo, parse_lesson)


def load_curriculum(root: Path | None = None) -> Curriculum:
    """Discover the lessons under ``root`` (default: the installed content). Only what has changed is read again."""
    folder = root or lessons_dir()
    with Index(folder) as index:
        infos = [index.recall(_INFO, path) for path in sorted(folder.glob("[0-9][0-9]_*/[0-9][0-9]_*.py"))]
    return Curriculum({info.id: info for info in infos})


def lesson_info(lesson_id: str) -> LessonInfo:
    """The front matter of one lesson, without a look at the others. Raises WorkbenchError for an unknown id."""
    folder = lessons_dir()
    path = folder / f"{lesson_id}.py"
    if not LESSON_ID.fullmatch(lesson_id) or not path.is_file():
        return load_curriculum()[lesson_id]  # which knows what it may have been meant to be
    with Index(folder) as index:
        return index.recall(_INFO, path)
