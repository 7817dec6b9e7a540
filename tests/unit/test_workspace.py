"""The learner's notebooks: nothing of theirs is lost, whatever happens to the lesson or the file."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.sign import NotebookNotary
from typer.testing import CliRunner

from workbench import workspace
from workbench.errors import WorkbenchError
from workbench.merge import merge_lines
from workbench.workspace import bring_up_to_date, materialise

ID = "01_alpha/01_one"

LESSON = '''\
# %%
from workbench import Lesson
lesson = Lesson("01_alpha/01_one")

# %% [markdown]
# The gradient points uphill, as steeply as it can be.
# Descent walks the other way.

# %%
@lesson.exercise
def double(x):
    """Twice a number.

    x: a float.
    """
    ...

# %% [markdown]
# This paragraph says something else about a quite different matter: momentum.

# %%
print(double(21))
'''


@pytest.fixture
def content(make_content: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    for name in ("config", "data", "runtime"):
        monkeypatch.setenv(f"JUPYTER_{name.upper()}_DIR", str(tmp_path / f"jupyter-{name}"))
    monkeypatch.setenv("WORKBENCH_WORKSPACE", str(tmp_path / "mine"))
    return make_content({ID: LESSON})


def ship(content: Any, *changes: tuple[str, str]) -> None:
    """A new version of the lesson: each old text replaced by the new one."""
    text = LESSON
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    content.lesson(ID, text)


def load() -> NotebookNode:
    return nbformat.read(workspace.notebook_path(ID), as_version=4)


def save(notebook: NotebookNode) -> None:
    nbformat.validate(notebook)
    nbformat.write(notebook, workspace.notebook_path(ID))


def cell(notebook: NotebookNode, fragment: str) -> NotebookNode:
    found = [each for each in notebook.cells if fragment in each.source]
    assert len(found) == 1, f"{fragment!r} is in {len(found)} cells"
    return found[0]


def solve(text: str = "return x + x") -> NotebookNode:
    """Open the lesson and work in it: solve, run, add a cell."""
    materialise(ID)
    mine = load()
    exercise = cell(mine, "def double")
    exercise.source = exercise.source.replace("...", text)
    exercise.execution_count = 3
    exercise.outputs = [nbformat.v4.new_output("stream", text="my output")]
    own = nbformat.v4.new_code_cell("# my own experiment")
    mine.cells.insert(mine.cells.index(exercise) + 1, own)
    save(mine)
    return mine


def sources() -> list[str]:
    return [each.source for each in load().cells]


def test_made_from_the_lesson(content: Any) -> None:
    path = materialise(ID)
    assert path == workspace.workspace_root() / "01_alpha" / "01_one.ipynb"
    notebook = load()
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "workbench"
    assert "jupytext" not in notebook.metadata
    assert all(len(each.metadata.workbench.hash) == 16 for each in notebook.cells)
    assert bring_up_to_date(ID).action == "current"


def test_unknown_lesson_and_paths_make_nothing(content: Any) -> None:
    for lesson in ("01_alpha/01_onn", "../../etc/passwd", "", "01_alpha/../01_alpha/01_one"):
        with pytest.raises(WorkbenchError, match="no lesson"):
            materialise(lesson)
    assert not workspace.workspace_root().exists()


def test_nothing_shipped_nothing_touched(content: Any) -> None:
    solve()
    before = workspace.notebook_path(ID).read_bytes()
    assert bring_up_to_date(ID).action == "current"
    assert workspace.notebook_path(ID).read_bytes() == before


def test_untouched_notebook_is_replaced(content: Any) -> None:
    materialise(ID)
    ship(content, ("uphill", "up the hill"), ("print(double(21))", "print(double(4))"))
    assert bring_up_to_date(ID).action == "replaced"
    assert "print(double(4))" in sources()
    assert not (workspace.state_dir() / "backup").exists()


def test_new_text_comes_in_and_the_learners_work_stays(content: Any) -> None:
    solve()
    ship(
        content,
        ("uphill, as steeply", "up the hill, as steeply"),
        ("print(double(21))", "print(double(21))\n\n# %%\nprint('new at the end')"),
    )
    result = bring_up_to_date(ID)
    assert (result.action, result.conflicts) == ("merged", 0)
    merged = load()
    nbformat.validate(merged)
    cell(merged, "up the hill")
    cell(merged, "new at the end")
    exercise = cell(merged, "def double")
    assert "return x + x" in exercise.source
    assert exercise.outputs[0].text == "my output"
    assert merged.cells[merged.cells.index(exercise) + 1].source == "# my own experiment"
    assert "one cell updated, one cell new" in result.notes[0]
    assert bring_up_to_date(ID).action == "current"


def test_a_backup_is_kept_before_a_merge(content: Any) -> None:
    solve()
    before = workspace.notebook_path(ID).read_bytes()
    for number, word in enumerate(("hill", "mountain"), start=1):
        ship(content, ("uphill", word))
        bring_up_to_date(ID)
        backups = sorted((workspace.state_dir() / "backup" / "01_alpha").iterdir())
        assert len(backups) == number
        assert before in [path.read_bytes() for path in backups]


def test_both_changed_different_lines_of_one_cell(content: Any) -> None:
    solve()
    ship(content, ("x: a float.", "x: a float or an array."))
    assert bring_up_to_date(ID).conflicts == 0
    exercise = cell(load(), "def double")
    assert "return x + x" in exercise.source
    assert "or an array" in exercise.source
    assert exercise.outputs[0].text == "my output"


def test_conflict_keeps_the_learners_cell_and_shows_the_new_one(content: Any) -> None:
    solve()
    ship(content, ("    ...", "    half = ...\n    return half"))
    result = bring_up_to_date(ID)
    assert result.conflicts == 1
    assert "Your version was kept" in " ".join(result.notes)
    merged = load()
    nbformat.validate(merged)
    exercise = next(each for each in merged.cells if each.cell_type == "code" and "def double" in each.source)
    assert "return x + x" in exercise.source
    assert "half" not in exercise.source
    note = merged.cells[merged.cells.index(exercise) + 1]
    assert note.cell_type == "markdown"
    assert note.source.startswith("#### The lesson changed here")
    assert "half = ..." in note.source
    assert merged.cells[merged.cells.index(exercise) + 2].source == "# my own experiment"


@pytest.mark.parametrize(
    ("base", "mine", "new", "merged"),
    [
        ("a\nb\nc", "A\nb\nc", "a\nb\nC", "A\nb\nC"),
        ("a\nb\nc", "a\nb\nc\nmine", "new\na\nb\nc", "new\na\nb\nc\nmine"),
        ("a\nb\nc", "a\nX\nc", "a\nX\nc", "a\nX\nc"),
        ("a\nb\nc", "a\nc", "a\nb\nc", "a\nc"),
        ("a\nb\nc", "a\nX\nc", "a\nY\nc", None),
        ("a\nb\nc", "mine", "a\nb\nC", None),  # what the learner replaced as a whole has no place for a part
        ("a\nb\nc", "a\nc", "a\nB\nc", None),
        ("a\nb\nc", "A\nb\nc", "a\nB\nc", None),
        ("a", "a\nmine", "a\nnew", None),
    ],
)
def test_lines_are_merged_strictly(base: str, mine: str, new: str, merged: str | None) -> None:
    assert merge_lines(base, mine, new) == merged


def test_a_second_conflict_replaces_the_note_of_the_first(content: Any) -> None:
    solve()
    for word in ("half", "third"):
        ship(content, ("    ...", f"    {word} = ...\n    return {word}"))
        bring_up_to_date(ID)
    notes = [source for source in sources() if "The lesson changed here" in source]
    assert len(notes) == 1
    assert "third = ..." in notes[0]
    # A change elsewhere leaves the open question where it is; a deleted note stays deleted.
    ship(content, ("    ...", "    third = ...\n    return third"), ("uphill", "hill"))
    bring_up_to_date(ID)
    assert len([source for source in sources() if "The lesson changed here" in source]) == 1
    mine = load()
    mine.cells = [each for each in mine.cells if "The lesson changed here" not in each.source]
    save(mine)
    ship(content, ("    ...", "    third = ...\n    return third"), ("uphill", "mountain"))
    bring_up_to_date(ID)
    assert not [source for source in sources() if "The lesson changed here" in source]


def test_a_merge_that_would_break_the_code_is_a_conflict(content: Any) -> None:
    solve("return (\n        x + x\n    )")
    ship(content, ("    ...", "    ...\n\n\nclass"))
    assert bring_up_to_date(ID).conflicts == 1


def test_fences_in_a_note_are_longer_than_those_inside(content: Any) -> None:
    materialise(ID)
    mine = load()
    text = cell(mine, "The gradient")
    text.source = "my own words instead"
    save(mine)
    ship(content, ("# Descent walks the other way.", "# ````\n# descent\n# ````"))
    bring_up_to_date(ID)
    note = next(source for source in sources() if "The lesson changed here" in source)
    assert note.count("`````") == 2


def test_cells_that_the_lesson_dropped(content: Any) -> None:
    solve()
    text = LESSON[: LESSON.index("# %% [markdown]\n# This paragraph")]
    content.lesson(ID, text)
    bring_up_to_date(ID)
    assert not any("momentum" in source for source in sources())  # untouched: gone

    content.lesson(ID, text[: text.index("# %%\n@lesson.exercise")])
    result = bring_up_to_date(ID)
    assert any("return x + x" in source for source in sources())  # worked on: the learner's now
    assert any("kept as your own" in note for note in result.notes)
    assert bring_up_to_date(ID).action == "current"


def test_deleted_cells_stay_deleted_until_they_change(content: Any) -> None:
    mine = solve()
    mine.cells = [each for each in mine.cells if "momentum" not in each.source]
    save(mine)
    ship(content, ("uphill", "hill"))
    bring_up_to_date(ID)
    assert not any("momentum" in source for source in sources())
    ship(content, ("different matter: momentum", "different matter: its momentum"))
    assert "came back" in " ".join(bring_up_to_date(ID).notes)
    assert any("momentum" in source for source in sources())


def test_copied_cells_keep_both(content: Any) -> None:
    mine = solve()
    exercise = cell(mine, "def double")
    copied = nbformat.from_dict({**exercise, "id": "a-copy", "source": f"{exercise.source}\n# copy"})
    mine.cells.insert(0, copied)
    save(mine)
    ship(content, ("uphill", "hill"))
    bring_up_to_date(ID)
    merged = load()
    nbformat.validate(merged)
    assert len({each.id for each in merged.cells}) == len(merged.cells)
    assert sum("return x + x" in each.source for each in merged.cells) == 2


def test_ids_lost_by_another_editor(content: Any) -> None:
    mine = solve()
    for number, each in enumerate(mine.cells):
        each["id"] = f"other-{number}"
    save(mine)
    ship(content, ("uphill", "hill"))
    assert bring_up_to_date(ID).conflicts == 0
    assert sum("def double" in source for source in sources()) == 1
    assert any("hill, as" in source for source in sources())


def test_old_format_without_ids(content: Any) -> None:
    mine = solve()
    for each in mine.cells:
        del each["id"]
    mine.nbformat_minor = 4
    nbformat.write(mine, workspace.notebook_path(ID))
    ship(content, ("uphill", "hill"))
    bring_up_to_date(ID)
    assert sum("return x + x" in source for source in sources()) == 1
    nbformat.validate(load())


def test_lost_base_is_rebuilt_from_the_stamps(content: Any) -> None:
    solve()
    (workspace.state_dir() / "base" / f"{ID}.ipynb").unlink()
    ship(content, ("momentum.", "momentum and its friends."), ("print(double(21))", "print(double(5))"))
    result = bring_up_to_date(ID)
    assert result.conflicts == 0
    assert sum("return x + x" in source for source in sources()) == 1
    assert sum("momentum and its friends" in source for source in sources()) == 1
    (workspace.state_dir() / "base" / f"{ID}.ipynb").unlink()
    ship(content, ("    ...", "    half = ...\n    return half"))
    assert bring_up_to_date(ID).conflicts == 1  # the old version of an edited cell is not known
    assert sum("return x + x" in source for source in sources()) == 1


def test_a_crash_between_notebook_and_base_is_repeated_without_harm(
    content: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    solve()
    ship(content, ("uphill", "hill"), ("    ...", "    half = ...\n    return half"))
    with monkeypatch.context() as patch:
        patch.setattr(workspace._Keeper, "_write_base", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            bring_up_to_date(ID)
    first = sources()
    bring_up_to_date(ID)
    assert sources() == first


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"cells": 3}', '"text"', "null", "\x00\x01", "{}"])
def test_damaged_notebook_is_set_aside(content: Any, damage: str) -> None:
    materialise(ID)
    path = workspace.notebook_path(ID)
    for number in (1, 2):
        path.write_text(damage)
        result = bring_up_to_date(ID)
        assert result.action == "remade"
        aside = path.with_name(f"01_one.damaged-{number}.ipynb")
        assert aside.read_text() == damage
        assert aside.name in result.notes[0]
        nbformat.validate(load())


def test_not_utf8(content: Any) -> None:
    materialise(ID)
    workspace.notebook_path(ID).write_bytes(b"\xff\xfe{}")
    assert bring_up_to_date(ID).action == "remade"


def test_deleted_file_is_made_again(content: Any) -> None:
    materialise(ID).unlink()
    result = bring_up_to_date(ID)
    assert (result.action, result.notes) == ("made", ())


def test_moved_file_is_pointed_out(content: Any) -> None:
    solve()
    path = workspace.notebook_path(ID)
    elsewhere = workspace.workspace_root() / "done" / "gradients.ipynb"
    elsewhere.parent.mkdir()
    path.rename(elsewhere)
    result = bring_up_to_date(ID)
    assert result.action == "made"
    assert str(elsewhere) in result.notes[0]
    assert str(path) in result.notes[0]
    assert "return x + x" in elsewhere.read_text()


def test_moved_workspace_goes_on(content: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    solve()
    workspace.workspace_root().rename(tmp_path / "new place")
    monkeypatch.setenv("WORKBENCH_WORKSPACE", str(tmp_path / "new place"))
    ship(content, ("uphill", "hill"))
    assert bring_up_to_date(ID).action == "merged"
    assert any("return x + x" in source for source in sources())


def test_open_notebooks_are_left_alone(content: Any) -> None:
    solve()
    asked: list[Path] = []

    def is_open(path: Path) -> bool:
        asked.append(path)
        return True

    assert bring_up_to_date(ID, is_open=is_open).action == "current"
    assert asked == []
    ship(content, ("uphill", "hill"))
    before = workspace.notebook_path(ID).read_bytes()
    result = bring_up_to_date(ID, is_open=is_open)
    assert (result.action, asked) == ("waiting", [workspace.notebook_path(ID)])
    assert "is open" in result.notes[0]
    assert workspace.notebook_path(ID).read_bytes() == before
    assert bring_up_to_date(ID, is_open=lambda _: False).action == "merged"


def test_trust_survives_a_merge_and_is_not_given_away(content: Any) -> None:
    for trusted in (True, False):
        mine = solve()
        if trusted:
            NotebookNotary().sign(mine)
        ship(content, ("uphill", "hill"))
        assert bring_up_to_date(ID).action == "merged"
        assert NotebookNotary().check_signature(load()) is trusted
        workspace.notebook_path(ID).unlink()
        ship(content)


def test_a_workspace_that_cannot_be_written(content: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "01_alpha").write_text("a file where the folder should be")
    with pytest.raises(WorkbenchError, match="WORKBENCH_WORKSPACE"):
        materialise(ID)


def test_two_at_once_make_one_whole_notebook(content: Any) -> None:
    solve()
    ship(content, ("uphill", "hill"))
    code = f"from workbench.workspace import materialise; print([materialise({ID!r}) for _ in range(3)][-1])"
    processes = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for process in processes:
        said, _ = process.communicate()
        assert (process.returncode, said.strip()) == (0, str(workspace.notebook_path(ID)))
    assert sum("return x + x" in source for source in sources()) == 1
    assert len(list((workspace.state_dir() / "backup" / "01_alpha").iterdir())) == 1


def test_sync_says_what_happened_to_each(content: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from workbench.cli import app

    runner = CliRunner()
    told = runner.invoke(app, ["sync"], catch_exceptions=False).output
    assert "none yet" in told
    assert f"workbench sync {ID}" in told
    solve()
    ship(content, ("uphill", "hill"), ("    ...", "    half = ...\n    return half"))
    output = runner.invoke(app, ["sync"], catch_exceptions=False).output
    assert f"{ID}: merged with the new version" in output
    assert "could not be combined" in output
    assert f"{ID}: up to date" in runner.invoke(app, ["sync", "01_alpha"], catch_exceptions=False).output


def test_sync_makes_the_notebook_of_a_lesson_that_is_named(content: Any) -> None:
    """For editors that do not open lessons from the roadmap. A track or pattern makes none."""
    from workbench.cli import app

    runner = CliRunner()
    assert "none yet" in runner.invoke(app, ["sync", "01_alpha"], catch_exceptions=False).output
    assert not workspace.notebook_path(ID).exists()
    assert f"{ID}: made" in runner.invoke(app, ["sync", ID], catch_exceptions=False).output
    assert "def double" in "".join(sources())
    assert f"{ID}: up to date" in runner.invoke(app, ["sync", ID], catch_exceptions=False).output


TYPED = "@lesson.exercise\ndef double(x):\n    return x + x"
CHANGED = ("Twice a number.", "Two times a number.")


def definitions() -> list[str]:
    return [each.source for each in load().cells if each.cell_type == "code" and "def double" in each.source]


@pytest.mark.parametrize("how", ["deleted", "left"])
def test_a_solution_typed_into_a_new_cell_is_the_last_definition(content: Any, how: str) -> None:
    materialise(ID)
    mine = load()
    at = mine.cells.index(cell(mine, "def double"))
    mine.cells[at : at + (how == "deleted")] = [nbformat.v4.new_code_cell(TYPED)]
    save(mine)
    ship(content, CHANGED, ("uphill", "up the hill"))
    result = bring_up_to_date(ID)
    assert definitions() == [TYPED]
    assert "double, which you have typed anew" in " ".join(result.notes)
    cell(load(), "up the hill")
    ship(content, CHANGED, ("uphill", "up a hill"), ("x: a float.", "x: any float."))
    bring_up_to_date(ID)
    assert definitions() == [TYPED]


def test_a_notebook_without_ids_and_metadata_is_matched_by_its_text(content: Any) -> None:
    materialise(ID)
    mine = load()
    cell(mine, "def double").source = TYPED
    mine.nbformat_minor = 2
    for each in mine.cells:
        each.pop("id")
        each.metadata = {}
    own = nbformat.v4.new_markdown_cell("My own note.")
    own.pop("id")
    mine.cells.insert(2, own)
    nbformat.write(mine, workspace.notebook_path(ID))
    ship(content, CHANGED, ("uphill", "up the hill"), ("print(double(21))", "print(double(4))"))
    bring_up_to_date(ID)
    first = [source.splitlines()[0] for source in sources()]
    assert first == [
        "seed = 0",
        "from workbench import Lesson",
        "My own note.",
        "The gradient points up the hill, as steeply as it can be.",
        "@lesson.exercise",
        "This paragraph says something else about a quite different matter: momentum.",
        "print(double(4))",
    ]
    assert definitions() == [TYPED]


def test_what_a_notebook_lacks_is_told_and_comes_back(content: Any) -> None:
    materialise(ID)
    mine = load()
    mine.cells.remove(cell(mine, "def double"))
    save(mine)
    assert "lacks double" in bring_up_to_date(ID).notes[0]
    assert workspace.restore_missing(ID, {"double": TYPED}) == ["double"]
    assert sources()[3] == TYPED
    assert bring_up_to_date(ID).notes == ()
    assert workspace.restore_missing(ID, {}) == []
