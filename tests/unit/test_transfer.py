"""Progress on two machines: a file that merges, whatever is there already."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from workbench import progress
from workbench.database import ProgressError
from workbench.progress import KeptCode, ProgressStore
from workbench.review.store import PlanStore, ReviewRecord
from workbench.transfer import export_progress, import_progress

LESSON = "02_math/05_optimization"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1_000_000.0]
    monkeypatch.setattr(progress.time, "time", lambda: now[0])
    return now


def store(folder: Path, name: str) -> ProgressStore:
    return ProgressStore(f"sqlite:///{folder}/{name}.sqlite3")


def attempt(at: ProgressStore, item: str, outcome: str, code: str) -> None:
    score = float(outcome == "passed")
    about: dict[str, Any] = {"lesson": LESSON, "item": item, "kind": "exercise"}
    at.record(**about, outcome=outcome, score=score, seconds=0.1, diagnosis=None, code=code)


def test_two_machines_end_with_the_same(tmp_path: Path, clock: list[float]) -> None:
    desk, laptop = store(tmp_path, "desk"), store(tmp_path, "laptop")
    attempt(desk, "step", "passed", "early")
    desk.record_hint(lesson=LESSON, item="step", number=2)
    ReviewRecord("monday", f"sqlite:///{tmp_path}/desk.sqlite3").record_solution_seen(lesson=LESSON, item="step")
    clock[0] += 60
    attempt(laptop, "step", "passed", "late")
    attempt(laptop, "other", "failed", "half")
    export_progress(desk, tmp_path / "desk.json")
    assert import_progress(laptop, tmp_path / "desk.json") == 3
    assert import_progress(laptop, tmp_path / "desk.json") == 0
    export_progress(laptop, tmp_path / "laptop.json")
    assert import_progress(desk, tmp_path / "laptop.json") > 0
    for each in (desk, laptop):
        assert each.attempts(LESSON, "step") == 2
        assert each.hints(LESSON, "step") == 2
        assert each.kept_codes(LESSON) == {
            "step": KeptCode(tried="late", passed="late"),
            "other": KeptCode(tried="half"),
        }
    assert desk.lesson_progress(LESSON) == laptop.lesson_progress(LESSON)
    plans = [PlanStore(f"sqlite:///{tmp_path}/{name}.sqlite3").plans() for name in ("desk", "laptop")]
    assert plans[0] == plans[1]


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"format": "ml-workbench progress 1", "attempts": [{"id": 1}]}'])
def test_another_file_is_refused_and_changes_nothing(tmp_path: Path, text: str) -> None:
    desk = store(tmp_path, "desk")
    attempt(desk, "step", "passed", "mine")
    (tmp_path / "strange.json").write_text(text)
    with pytest.raises(ProgressError, match=r"strange\.json"):
        import_progress(desk, tmp_path / "strange.json")
    assert desk.attempts(LESSON, "step") == 1
