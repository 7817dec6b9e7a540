"""What makes a lesson run again, and what does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from batch_helpers import MakeContent

from workbench.batch import cache
from workbench.batch.cache import fingerprint, is_current, remembered
from workbench.batch.model import Result
from workbench.curriculum import load_curriculum

if TYPE_CHECKING:
    from tests.conftest import Content


# -- what makes a lesson run again -------------------------------------------------------------------------------------


EXPLORER = """\
@explorer("coin", title="Heads")
def coin():
    return load_dataset("coins")
"""
CHANGES: dict[str, Callable[[Content], object]] = {
    "lesson": lambda content: content.lesson("01_alpha/01_one", "# %%\n2\n", datasets=["table"]),
    "front matter": lambda content: content.lesson("01_alpha/01_one", "# %%\n1\n", datasets=["table"], minutes=6),
    "solution": lambda content: content.solution("01_alpha/01_one", "# changed\n"),
    "data": lambda content: (content.root / "datasets" / "table" / "rows.csv").write_text("a\n2\n"),
    "explorer": lambda content: content.explorer("coin", text=EXPLORER.replace("Heads", "Tails")),
    "explorer's data": lambda content: (content.root / "datasets" / "coins" / "rows.csv").write_text("a\n2\n"),
    "more data": lambda content: (content.root / "datasets" / "table" / "more.csv").write_text("b\n"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_a_lesson_depends_on_changes_its_fingerprint(make_content: MakeContent, change: str) -> None:
    content = make_content()
    content.lesson("01_alpha/01_one", "# %%\nlesson.explore('coin')\n", solution="", datasets=["table"])
    content.dataset("table", rows_csv="a\n1\n")
    content.dataset("coins", rows_csv="a\n1\n")
    content.explorer("coin", text=EXPLORER)

    def now() -> str:
        return fingerprint(load_curriculum()["01_alpha/01_one"], parameters={"seed": "1"}, mode="learner")

    before = now()
    assert now() == before
    CHANGES[change](content)
    assert now() != before


def test_parameters_mode_lock_and_versions_change_the_fingerprint(
    make_content: MakeContent, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_content({"01_alpha/01_one": "# %%\n1\n"})
    info = load_curriculum()["01_alpha/01_one"]
    prints = {
        fingerprint(info, parameters={}, mode="learner"),
        fingerprint(info, parameters={"seed": "1"}, mode="learner"),
        fingerprint(info, parameters={}, mode="solved"),
        fingerprint(info, parameters={}, mode="learner", lock="feast==1"),
    }
    monkeypatch.setattr(cache, "installed_versions", lambda _: {"numpy": "99"})
    prints.add(fingerprint(info, parameters={}, mode="learner"))
    monkeypatch.setattr(cache, "package_hash", lambda: "another workbench")
    prints.add(fingerprint(info, parameters={}, mode="learner"))
    assert len(prints) == 6


def test_versions_cover_the_base_and_the_extras_of_the_lesson() -> None:
    base, more = cache.installed_versions(()), cache.installed_versions(("test",))
    assert {"numpy", "ipykernel", "torch"} <= base.keys()
    assert "hypothesis" not in base
    assert more["hypothesis"]


def test_the_package_hash_sees_source_and_ignores_shipped_content(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("1")
    before = cache.package_hash(tmp_path)
    (tmp_path / "_content").mkdir()
    (tmp_path / "_content" / "lesson.py").write_text("1")
    assert cache.package_hash(tmp_path) == before
    (tmp_path / "b.js").write_text("1")
    assert cache.package_hash(tmp_path) != before


def test_only_a_good_run_whose_notebook_is_still_there_is_current(tmp_path: Path) -> None:
    import hashlib

    target = tmp_path / "a.ipynb"
    target.write_text("{}")
    digest = hashlib.sha256(b"{}").hexdigest()
    good = Result(
        lesson="a",
        title="a",
        mode="learner",
        status="passed",
        target=str(target),
        kernel="workbench",
        fingerprint="f",
        notebook_sha256=digest,
    )
    assert is_current(good, "f")
    assert not is_current(None, "f")
    assert not is_current(good, "g")
    assert not is_current(replace(good, status="failed"), "f")
    target.write_text("{ }")
    assert not is_current(good, "f")
    target.unlink()
    assert not is_current(good, "f")


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"lesson": 1}'])
def test_a_damaged_state_is_no_state(tmp_path: Path, text: str) -> None:
    state = tmp_path / "state.json"
    state.write_text(text)
    assert remembered(state) is None
