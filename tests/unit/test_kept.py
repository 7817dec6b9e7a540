"""What has not changed is not proven again: each thing that a result depends on changes its key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbench.curriculum import LessonInfo, load_curriculum
from workbench.proof import kept as module
from workbench.proof.kept import Kept, Stage, ingredients

ID = "01_alpha/02_two"
TERMS = {"step": "How far one goes."}
LESSON = """\
# %%
from workbench import Lesson, load_dataset

lesson = Lesson("01_alpha/02_two")
lesson.explore("hill")
load_dataset("birds")
"""


@pytest.fixture
def content(make_content: Callable[..., Any]) -> Any:
    made = make_content()
    made.exercise_lesson("01_alpha/01_one")
    made.lesson(ID, LESSON, solution="answer = 1\n", requires=["01_alpha/01_one"], datasets=["birds"])
    made.dataset("birds", table_csv="a,b\n1,2\n")
    for path, text in {
        "lessons/01_alpha/explorers/hill.py": "1",
        "lessons/01_alpha/explorers/hill.js": "2",
        "lessons/systems.toml": "",
        "requirements.lock": "numpy==2",
        f"tests/answers/{ID}/double/right_1.py": "# RIGHT: so",
        "tests/known_findings.json": "{}",
        "tests/stage.py": "def test(): ...",
    }.items():
        file = made.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return made


def stage(content: Any) -> Stage:
    return Stage(name="proof", engine=("workbench.proof.report",), files=(content.root / "tests" / "stage.py",))


def two() -> LessonInfo:
    return load_curriculum()[ID]


@pytest.mark.parametrize(
    "path",
    [
        f"lessons/{ID}.py",
        f"solutions/{ID}.py",
        "lessons/01_alpha/explorers/hill.py",
        "lessons/01_alpha/explorers/hill.js",
        "lessons/01_alpha/01_one.py",  # required: its terms count
        "datasets/birds/table.csv",
        "datasets/catalog.toml",
        "lessons/systems.toml",
        "requirements.lock",
        f"tests/answers/{ID}/double/right_1.py",
        "tests/stage.py",
    ],
)
def test_each_file_changes_the_key(content: Any, path: str, tmp_path: Path) -> None:
    kept = Kept(tmp_path / "kept", fresh=False)
    kept.keep(stage(content), two(), cpu=1.5, told=("a line",))
    record = kept.find(stage(content), two())
    assert record is not None
    assert (record.cpu, record.told) == (1.5, ("a line",))
    file = content.root / path
    before = file.read_text()
    file.write_text(f"{before}\n# changed\n")
    assert kept.find(stage(content), two()) is None
    file.write_text(before)
    assert kept.find(stage(content), two()) is not None


def test_known_findings_of_the_lesson_change_the_key(content: Any, tmp_path: Path) -> None:
    kept = Kept(tmp_path / "kept", fresh=False)
    kept.keep(stage(content), two(), cpu=1)
    known = content.root / "tests" / "known_findings.json"
    known.write_text('{"01_alpha/01_one": {"check": ["problem"]}}')
    assert kept.find(stage(content), two()) is not None
    known.write_text(f'{{"{ID}": {{"check": ["problem"]}}}}')
    assert kept.find(stage(content), two()) is None


def test_a_term_of_its_own_in_an_earlier_lesson_changes_the_key(content: Any, tmp_path: Path) -> None:
    """Also in one that it does not require; what else that teaches changes nothing."""
    content.lesson(ID, LESSON, solution="answer = 1\n", requires=["01_alpha/01_one"], datasets=["birds"], teaches=TERMS)
    kept = Kept(tmp_path / "kept", fresh=False)
    kept.keep(stage(content), two(), cpu=1)
    content.exercise_lesson("01_alpha/00_zero", teaches={"way": "Where one goes."})
    assert kept.find(stage(content), two()) is not None
    content.exercise_lesson("01_alpha/00_zero", teaches={"way": "Where one goes.", "Step": "How far one goes."})
    assert kept.find(stage(content), two()) is None


def test_engine_versions_and_python_change_the_key(
    content: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Kept(tmp_path / "kept", fresh=False)
    kept.keep(stage(content), two(), cpu=1)
    for name, value in (
        ("_engine_hash", lambda _: "another"),
        ("installed_versions", lambda _: {"numpy": "99"}),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(module, name, value)
            assert kept.find(stage(content), two()) is None
    with monkeypatch.context() as patch:
        patch.setattr(module.platform, "python_version", lambda: "3.99.0")
        assert kept.find(stage(content), two()) is None
    assert kept.find(Stage(name="runs", engine=()), two()) is None
    assert kept.find(stage(content), two()) is not None


def test_the_engine_is_what_the_stage_uses_and_no_more(tmp_path: Path) -> None:
    """A page of the instructor's report changes no proof of a lesson; the comparison does."""
    from workbench.proof.imports import closure

    used = closure(["workbench.proof.report"])
    assert "workbench.checking.compare.frames" in used
    assert "workbench.lesson" in used
    assert not [
        name for name in used if name.startswith(("workbench.grading.reports", "workbench.cli", "workbench.book"))
    ]


def test_every_part_of_a_lesson_is_named(content: Any) -> None:
    parts = ingredients(stage(content), two())
    assert set(parts["explorers"]) == {"hill.py", "hill.js"}  # type: ignore[call-overload]
    assert set(parts["before"]) == {"01_alpha/01_one"}  # type: ignore[call-overload]
    assert all(parts[name] for name in ("solution", "data", "catalogue", "systems", "answers", "engine", "lock"))


def test_fresh_ignores_what_is_kept(content: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Kept(tmp_path / "kept", fresh=False).keep(stage(content), two(), cpu=1)
    monkeypatch.setenv("FRESH", "1")
    assert Kept(tmp_path / "kept").find(stage(content), two()) is None
    monkeypatch.setenv("FRESH", "0")
    assert Kept(tmp_path / "kept").find(stage(content), two()) is not None


def test_a_damaged_or_read_only_cache_is_only_slower(content: Any, tmp_path: Path) -> None:
    kept = Kept(tmp_path / "kept", fresh=False)
    kept.keep(stage(content), two(), cpu=1)
    (file,) = (tmp_path / "kept").rglob("*.json")
    file.write_text("{")
    assert kept.find(stage(content), two()) is None
    blocked = tmp_path / "a file"
    blocked.write_text("")
    Kept(blocked, fresh=False).keep(stage(content), two(), cpu=1)


def test_only_the_last_few_are_kept(content: Any, tmp_path: Path) -> None:
    kept = Kept(tmp_path / "kept", fresh=False)
    for number in range(6):
        (content.root / "requirements.lock").write_text(f"numpy=={number}")
        kept.keep(stage(content), two(), cpu=number)
    assert len(list((tmp_path / "kept").rglob("*.json"))) == 3
