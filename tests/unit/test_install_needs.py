"""What a lesson lacks: the card in its first cell, the sizes, and that asking costs nothing where all is here."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from workbench import environments
from workbench.curriculum import load_curriculum
from workbench.errors import WorkbenchError
from workbench.installing import card, extras, needs, sizes
from workbench.installing.measure import closure, measure
from workbench.installing.targets import find_target
from workbench.lesson import Lesson
from workbench.proof.lessons import extras_exist

if TYPE_CHECKING:
    from tests.conftest import Content

ROOT = Path(__file__).parents[2]
LESSON = "01_alpha/01_one"
COUNT = count()
MOST_OF_LAB = 350e6  # bytes beyond the base, so that 'make lab' stays below 2.5 GB


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[set[str]]:
    """Packages that look as if they were not installed."""
    names: set[str] = set()
    real = extras.version

    def version(name: str) -> str:
        if extras.canonical(name) in names:
            raise extras.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(extras, "version", version)
    monkeypatch.setattr(extras, "state_folder", lambda: tmp_path / "state")
    # As if the folders of packages had changed each time.
    monkeypatch.setattr(extras, "stamp", lambda: (("", next(COUNT)),))
    yield names
    card._told.clear()


@pytest.fixture
def content(make_content: Callable[..., Content]) -> Content:
    made = make_content()
    made.exercise_lesson(LESSON, extras=["mlops", "responsible"])
    return made


def shown(capsys: pytest.CaptureFixture[str]) -> str:
    Lesson(LESSON)
    return capsys.readouterr().out


# -- the card ----------------------------------------------------------------------------------------------------------


def test_the_first_cell_names_what_is_missing_and_is_quiet_when_nothing_is(
    content: Content, absent: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert shown(capsys) == ""
    absent |= {"bentoml", "aiohttp"}
    said = shown(capsys)
    assert "To install first: mlops" in said
    assert "This lesson needs `mlops`, which is not installed yet (16 MB)." in said
    assert "workbench install mlops" in said
    assert "responsible" not in said
    absent.clear()
    assert "Restart the kernel" in shown(capsys)
    assert shown(capsys) == ""


def test_the_button_is_in_the_card_and_hidden_where_nobody_answers_it(content: Content, absent: set[str]) -> None:
    absent.add("fairlearn")
    made = card.missing_card(load_curriculum()[LESSON])
    assert made is not None
    assert f'class="wbf-install" data-lesson="{LESSON}">Install, 1 MB</button>' in made.html
    assert ".wbf-install{display:none}" in made.html
    assert made.metadata["workbench"]["install"]["names"] == ["responsible"]


def test_an_environment_of_its_own_is_made_or_its_kernel_named(
    make_content: Callable[..., Content], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WORKBENCH_ENVIRONMENTS", str(tmp_path / "environments"))
    make_content().lesson(LESSON, "# %%\n1\n", isolated="feast")
    lesson = load_curriculum()[LESSON]
    told = card.missing_card(lesson)
    assert told is not None
    assert "workbench install feast" in told.text
    assert re.search(r"not installed yet \(\d+ MB\)", told.text)
    card._told.clear()
    monkeypatch.setattr(environments.Environment, "ready", True)
    told = card.missing_card(lesson)
    assert told is not None
    assert "Choose the kernel “Workbench (Python), feast”" in told.text
    monkeypatch.setattr(needs.sys, "prefix", str(tmp_path / "environments" / "feast"))
    assert card.missing_card(lesson) is None


def test_in_an_isolated_environment_no_extra_is_missed(
    content: Content, absent: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The workbench is only linked there: no distribution says what its extras are."""

    def nothing(name: str) -> Any:
        raise extras.PackageNotFoundError(name)

    monkeypatch.setattr(extras, "distribution", nothing)
    assert extras.missing_extras(["mlops"]) == ()


# -- what asking costs -------------------------------------------------------------------------------------------------


def test_a_lesson_without_extras_asks_nothing(
    make_content: Callable[..., Content], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> Any:
        raise AssertionError("asked")

    make_content().exercise_lesson(LESSON)
    monkeypatch.setattr(extras, "stamp", refuse)
    monkeypatch.setattr(extras, "distribution", refuse)
    assert needs.need_of(load_curriculum()[LESSON]) is None


def test_what_was_found_is_kept_until_a_folder_of_packages_changes(
    content: Content, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[str] = []
    real = extras.version
    monkeypatch.setattr(extras, "version", lambda name: asked.append(name) or real(name))
    packages = tmp_path / "site-packages"
    packages.mkdir()
    monkeypatch.syspath_prepend(str(packages))
    monkeypatch.setattr(extras, "state_folder", lambda: tmp_path)
    lesson = load_curriculum()[LESSON]
    needs.need_of(lesson)
    first = len(asked)
    needs.need_of(lesson)
    assert 0 < first == len(asked)
    extras._missing.cache_clear()  # as in the next kernel
    needs.need_of(lesson)
    assert len(asked) == first
    (packages / "new.dist-info").mkdir()
    needs.need_of(lesson)
    assert len(asked) == 2 * first


# -- sizes -------------------------------------------------------------------------------------------------------------


def test_everything_that_a_lesson_wants_has_a_size() -> None:
    for lesson in load_curriculum():
        assert extras_exist(lesson) == []
    assert set(sizes.sizes().extras) == set(extras.extras())
    assert set(sizes.sizes().isolated) == set(environments.names())


def test_the_table_is_what_is_installed() -> None:
    found, table = measure(before=sizes.sizes()), sizes.sizes()
    assert table.extras == found.extras
    for name, size in found.packages.items():
        # Rounded, and another machine compiles to other sizes.
        assert table.packages[name] == pytest.approx(size, rel=0.3, abs=300_000), name


def test_measuring_needs_everything() -> None:
    from packaging.requirements import Requirement

    with pytest.raises(WorkbenchError, match="install everything first"):
        closure([Requirement("no-such-package>=1")])


@pytest.mark.parametrize(("size", "words"), [(1, "1 MB"), (340_400_000, "340 MB"), (1_240_000_000, "1.2 GB")])
def test_sizes_in_words(size: int, words: str) -> None:
    assert sizes.in_words(size) == words


def test_what_make_lab_installs_is_small() -> None:
    """A track that outgrows this belongs into an extra that is installed when a lesson needs it."""
    line = re.search(r"^TRACKS := (.*)$", (ROOT / "Makefile").read_text(), re.M)
    assert line is not None
    packages = {name for extra in line[1].split(",") for name in sizes.sizes().extras[extra]}
    assert sum(sizes.sizes().packages[name] for name in packages) < MOST_OF_LAB
    command = f'-e ".[{line[1]}]"'
    assert command in (ROOT / "README.md").read_text()
    known = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert set(line[1].split(",")) < set(known)


def test_the_proof_names_what_is_unknown_or_unmeasured(
    make_content: Callable[..., Content], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_content().lesson(LESSON, "# %%\n1\n", extras=["nonesuch", "mlops"], isolated="nowhere")
    empty = sizes.Sizes(packages={}, extras={}, isolated={})
    monkeypatch.setattr("workbench.proof.lessons.sizes", lambda: empty)
    unknown, alone, unmeasured = extras_exist(load_curriculum()[LESSON])
    assert "unknown extras ['nonesuch']" in unknown
    assert "unknown isolated environment 'nowhere'" in alone
    assert "no size of ['mlops']" in unmeasured


# -- names -------------------------------------------------------------------------------------------------------------


def test_names_are_tracks_lessons_extras_and_environments(make_content: Callable[..., Content]) -> None:
    content = make_content()
    content.lesson("09_mlops/01_one", "# %%\n1\n", extras=["mlops", "data"])
    content.lesson("09_mlops/02_two", "# %%\n1\n", isolated="feast")
    assert find_target(["09_mlops"]).extras == ("data", "mlops")
    assert find_target(["09"]).isolated == ("feast",)
    assert find_target(["lessons/09_mlops/01_one.py"]).isolated == ()
    assert str(find_target(["mlops", "feast"])) == "mlops, feast"
    with pytest.raises(WorkbenchError, match="neither a track, a lesson, an extra nor"):
        find_target(["oh"])
