"""The account of what a proof takes, and that what raises is not remembered as done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import costs
import pytest
from once import QUIET, once, pace, waiting

from workbench.proof.kept import Stage

ID = "01_alpha/01_one"
STAGE = Stage(name="stage", engine=("workbench.errors",))


@pytest.fixture
def account(make_content: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_content().exercise_lesson(ID)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("WORKBENCH_COSTS", str(tmp_path / "build" / "costs.jsonl"))
    monkeypatch.delenv("FRESH", raising=False)
    return tmp_path / "build" / "costs.jsonl"


def test_what_is_done_is_not_done_again(account: Path) -> None:
    for needed in (True, False):
        assert waiting(STAGE, [ID]) == ([ID] if needed else [])
        with once(STAGE, ID) as work:
            assert work.needed == needed
            work.cpu, work.paces = 6.0, (QUIET, 3 * QUIET)  # on a machine that takes twice as long for everything
    assert costs.read(account) == {ID: {"stage": (3.0, True)}}
    assert account.read_text().count("\n") == 2


def test_what_raises_is_done_again(account: Path) -> None:
    with pytest.raises(ZeroDivisionError), once(STAGE, ID):
        _ = 1 / 0
    assert waiting(STAGE, [ID]) == [ID]
    assert not account.exists()


@pytest.mark.parametrize(("seconds", "code"), [(60.0, 0), (60.1, 1)])
def test_a_lesson_that_takes_too_much_fails(
    account: Path, seconds: float, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    for stage in ("runs", "page descent"):
        with once(Stage(name=stage, engine=()), ID) as work:
            work.cpu, work.paces = seconds, (QUIET,)
    assert costs.main(account) == code
    told = capsys.readouterr()
    assert ID in told.out
    assert ("at most 120" in told.err) == bool(code)


def test_without_an_account_it_fails(tmp_path: Path) -> None:
    assert costs.main(tmp_path / "none") == 1


def test_the_pace_is_told_in_processor_time() -> None:
    assert 0.1 * QUIET < pace() < 100 * QUIET
