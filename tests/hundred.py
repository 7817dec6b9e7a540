"""A curriculum as large as one wants: the lessons that there are, and copies of them under other names.

``make_hundred(folder, 99)`` writes a content root for WORKBENCH_CONTENT. Every copy is a valid lesson: its front
matter, its ``Lesson("…")``, what it requires, its solution and its explorers all bear the new names, and no two titles
are equal.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from workbench.content import content_root
from workbench.curriculum import Curriculum, LessonInfo, load_curriculum

_TITLE = re.compile(r"^(#     title: )(.*?)([\"']?)$", re.MULTILINE)
_COVERS = re.compile(r"^#     covers:.*\n(?:#      .*\n)*", re.MULTILINE)


def make_hundred(folder: Path, count: int) -> Path:
    """Write ``count`` lessons below ``folder``, which is made and returned; the data sets are links to the real ones.

    First the lessons as they are, then round after round of copies: ``02_math/05_optimization_02`` is the second
    ``02_math/05_optimization``, and requires the second of what that requires.
    """
    source = content_root()
    curriculum = load_curriculum(source / "lessons")
    order = curriculum.order()
    for name in ("lessons", "solutions"):
        (folder / name).mkdir(parents=True)
    (folder / "datasets").symlink_to(source / "datasets", target_is_directory=True)
    for path in source.glob("lessons/*/dashboard.py"):
        _write(folder / path.relative_to(source), path.read_text(encoding="utf-8"))
    for number in range(count):
        turn, place = divmod(number, len(order))
        _copy(curriculum[order[place]], curriculum, source, folder, turn + 1)
    return folder


def _copy(info: LessonInfo, curriculum: Curriculum, source: Path, folder: Path, turn: int) -> None:
    """Write the lesson as the one of this turn, from 1."""
    lesson = info.path.read_text(encoding="utf-8")
    solution = info.solution_path if info.solution_path.is_relative_to(source) else source / f"solutions/{info.id}.py"
    answers = solution.read_text(encoding="utf-8")
    if turn > 1:
        for old in curriculum.lessons:
            lesson, answers = (_rename(text, old, turn) for text in (lesson, answers))
        lesson = _TITLE.sub(rf"\g<1>\g<2> {turn}\g<3>", lesson, count=1)
        lesson = _COVERS.sub("", lesson, count=1)  # what a system is taught by is not a copy's to say
    explorers = source / "lessons" / info.track / "explorers"
    for name in sorted({path.stem for path in explorers.glob("*.py")}):
        lesson = _copy_explorer(explorers, name, lesson, folder, turn)
    _write(folder / "lessons" / f"{_named(info.id, turn)}.py", lesson)
    _write(folder / "solutions" / f"{_named(info.id, turn)}.py", answers)


def _copy_explorer(explorers: Path, name: str, lesson: str, folder: Path, turn: int) -> str:
    """Copy an explorer of the track if the lesson shows it. Returns the lesson, which shows that of this turn."""
    call = re.compile(rf"(lesson\.explore\(\s*[\"']){re.escape(name)}([\"'])")
    if not call.search(lesson):
        return lesson
    new = _named(name, turn)
    for path in explorers.glob(f"{name}.*"):
        text = path.read_text(encoding="utf-8")
        text = re.sub(rf"(@explorer\(\s*[\"']){re.escape(name)}([\"'])", rf"\g<1>{new}\g<2>", text)
        text = re.sub(rf"^def {re.escape(name)}\(", f"def {new}(", text, flags=re.MULTILINE)
        _write(folder / "lessons" / explorers.parent.name / "explorers" / f"{new}{path.suffix}", text)
    for shared in explorers.glob("_*.*"):
        target = folder / "lessons" / explorers.parent.name / "explorers" / shared.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(shared, target)
    return call.sub(rf"\g<1>{new}\g<2>", lesson)


def _named(name: str, turn: int) -> str:
    return name if turn == 1 else f"{name}_{turn:02}"


def _rename(text: str, lesson: str, turn: int) -> str:
    return re.sub(rf"\b{re.escape(lesson)}\b", _named(lesson, turn), text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
