"""The kept index: what it saves, when it is not believed, and that nothing depends on it."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from workbench import index
from workbench.curriculum import LessonInfo, lesson_info, load_curriculum
from workbench.errors import WorkbenchError
from workbench.files import write_atomic
from workbench.items import lesson_items
from workbench.roadmap import build_roadmap

FIRST, SECOND = "01_alpha/01_one", "01_alpha/02_two"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own, and a process that knows nothing; files count as settled from the start."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(index, "_UNSETTLED", 0)
    forget(monkeypatch)
    return tmp_path / "cache"


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a new process would begin with."""
    monkeypatch.setattr(index, "_remembered", {})


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the lessons and solutions that are opened from now on."""
    found: list[str] = []
    original = Path.open

    def spy(self: Path, *arguments: Any, **options: Any) -> Any:
        if self.suffix == ".py":
            found.append(self.stem)
        return original(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", spy)
    monkeypatch.setattr(Path, "read_text", lambda self, encoding=None: read(self.open(encoding=encoding)))
    return found


def read(file: Any) -> str:
    with file:
        return str(file.read())


@pytest.fixture
def content(make_content: Callable[..., Any]) -> Any:
    made = make_content()
    made.exercise_lesson(FIRST, title="One", keywords=["a", {"b": 1}])
    made.exercise_lesson(SECOND, title="Two", requires=[FIRST])
    return made


def look() -> tuple[dict[str, LessonInfo], list[str]]:
    """All that the index holds, as the home page asks for it."""
    curriculum = load_curriculum()
    steps = build_roadmap(curriculum, {}).lessons
    return dict(curriculum.lessons), [item.name for step in steps.values() for item in step.items]


def file_of(cache: Path) -> Path:
    (found,) = cache.glob("ml-workbench/*/index.msgpack")
    return found


def test_no_lesson_is_opened_when_nothing_changed(
    content: Any, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = look()
    assert set(opened) == {"01_one", "02_two"}
    assert before[0][FIRST].extra_keys == {"keywords": ["a", {"b": 1}]}
    opened.clear()
    forget(monkeypatch)
    assert look() == before
    assert opened == []


def test_a_lesson_asks_for_its_own_front_matter_alone(content: Any, opened: list[str]) -> None:
    assert lesson_info(SECOND).requires == (FIRST,)
    assert opened == ["02_two"]
    with pytest.raises(WorkbenchError, match=f"Did you mean '{FIRST}'"):
        lesson_info("01_alpha/01_once")


@pytest.mark.parametrize("same", ["time", "size", "time and size"])
def test_a_changed_lesson_is_read_again(
    content: Any, opened: list[str], same: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also one whose time was set back: its inode has changed."""
    look()
    path = content.root / "lessons" / f"{FIRST}.py"
    kept = path.stat()
    text = path.read_text(encoding="utf-8")
    new = text.replace("title: One", "title: Uno" if "size" in same else "title: Another")
    path.write_text(new, encoding="utf-8")
    if "time" in same:
        os.utime(path, ns=(kept.st_atime_ns, kept.st_mtime_ns))
    opened.clear()
    forget(monkeypatch)
    assert look()[0][FIRST].title == ("Uno" if "size" in same else "Another")
    assert set(opened) == {"01_one"}
    opened.clear()
    forget(monkeypatch)
    look()
    assert opened == []


def test_a_running_process_follows_too(content: Any) -> None:
    look()
    path = content.lesson(FIRST, "# %%\nlesson.quiz('only', 'Which?', ['a'])\n", title="New")
    os.utime(path, ns=(1, 1))
    assert (lesson_info(FIRST).title, [item.name for item in lesson_items(FIRST)]) == ("New", ["only"])


def test_lessons_come_and_go(content: Any, cache: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    look()
    content.exercise_lesson("02_beta/01_three")
    (content.root / "lessons" / f"{SECOND}.py").unlink()
    opened.clear()
    forget(monkeypatch)
    assert list(look()[0]) == [FIRST, "02_beta/01_three"]
    assert set(opened) == {"01_three"}
    assert set(msgspec.msgpack.decode(file_of(cache).read_bytes())["lessons"]) == {f"{FIRST}.py", "02_beta/01_three.py"}


@pytest.mark.parametrize("name", ["FORMAT", "__version__"])
def test_another_version_starts_anew(
    content: Any, opened: list[str], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    look()
    opened.clear()
    forget(monkeypatch)
    monkeypatch.setattr(index, name, 2 if name == "FORMAT" else "another")
    assert len(look()[0]) == 2
    assert set(opened) == {"01_one", "02_two"}


def test_other_code_makes_its_records_anew(content: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = tmp_path / "made.py"

    def size(word: str) -> str:
        module.write_text(f"def make(path):\n    return '{word}'\n")
        space: dict[str, Any] = {}
        exec(compile(module.read_text(), str(module), "exec"), space)
        forget(monkeypatch)
        with index.Index(content.root / "lessons") as opened:
            return opened.recall(index.Kind("word", str, space["make"]), content.root / "lessons" / f"{FIRST}.py")

    assert [size("one"), size("three")] == ["one", "three"]


def test_what_would_not_come_back_as_it_was_is_not_kept(
    make_content: Callable[..., Any], opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import datetime

    day = datetime.date(2030, 1, 1)
    make_content().exercise_lesson(FIRST, reviewed=day)
    opened.clear()
    for _ in range(2):
        forget(monkeypatch)
        assert load_curriculum()[FIRST].extra_keys == {"reviewed": day}
    assert opened == ["01_one", "01_one"]


def test_a_file_that_has_just_changed_is_not_kept(
    content: Any, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_UNSETTLED", 3600 * 10**9)
    for _ in range(2):
        forget(monkeypatch)
        load_curriculum()
    assert opened == ["01_one", "02_two"] * 2


@pytest.mark.parametrize("damage", [b"", b"\xc1", b"\x80", b"cut"])
def test_a_damaged_index_is_made_anew(
    content: Any, cache: Path, opened: list[str], damage: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = look()
    file = file_of(cache)
    file.write_bytes(file.read_bytes()[:-7] if damage == b"cut" else damage)
    forget(monkeypatch)
    assert look() == before
    opened.clear()
    forget(monkeypatch)
    assert look() == before
    assert opened == []


def test_a_record_of_another_shape_is_made_anew(content: Any, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = look()
    file = file_of(cache)
    held = msgspec.msgpack.decode(file.read_bytes())
    held["lessons"][f"{FIRST}.py"]["info"][2] = {"id": 3}
    file.write_bytes(msgspec.msgpack.encode(held))
    forget(monkeypatch)
    assert look() == before


def test_the_index_of_other_lessons_or_of_somebody_else_is_not_believed(
    content: Any, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = look()
    file = file_of(cache)
    for key, value in (("root", "/elsewhere"), ("owner", 1)):
        held = msgspec.msgpack.decode(file.read_bytes())
        held["lessons"][f"{FIRST}.py"]["info"][2]["title"] = "Not so"
        held[key] = value
        file.write_bytes(msgspec.msgpack.encode(held))
        forget(monkeypatch)
        with monkeypatch.context() as patch:
            if key == "owner":
                patch.setattr(os, "geteuid", lambda: os.getuid() + 1)
            assert look() == before


@pytest.mark.parametrize("home", ["a file", "nowhere", "no home"])
def test_where_nothing_can_be_kept_all_works(
    content: Any, tmp_path: Path, home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file stands in the way, for whoever runs the test: an administrator may write into any folder."""
    (tmp_path / "file").touch()
    places = {"a file": str(tmp_path / "file"), "nowhere": "/proc/none"}
    monkeypatch.setenv("XDG_CACHE_HOME", places.get(home, ""))
    if home == "no home":

        def fail() -> Path:
            raise RuntimeError("Could not determine home directory.")

        monkeypatch.setattr(Path, "home", fail)
    assert len(look()[0]) == 2
    forget(monkeypatch)
    assert len(look()[1]) == 4


def test_a_relative_place_does_not_count(content: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", "here")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    look()
    assert not (tmp_path / "here").exists()
    assert file_of(tmp_path / "home" / ".cache")


WRITER = """
    import sys, time
    from workbench import index
    from workbench.curriculum import lesson_info
    index._UNSETTLED = 0
    start, *lessons = sys.argv[1:]
    time.sleep(max(0.0, float(start) - time.time()))
    for lesson in lessons:
        assert lesson_info(lesson).title == lesson
"""


def test_many_processes_write_at_once(
    make_content: Callable[..., Any], cache: Path, tmp_path: Path, opened: list[str]
) -> None:
    """The file is whole after each of them; what two have written over is made once more, and then all is there."""
    import time

    content = make_content()
    lessons = [f"01_alpha/{number:02}_lesson" for number in range(40)]
    for lesson in lessons:
        content.exercise_lesson(lesson)
    environment = {**os.environ, "WORKBENCH_CONTENT": str(content.root)}
    command = [sys.executable, "-c", textwrap.dedent(WRITER), str(time.time() + 2)]
    processes = [subprocess.Popen([*command, *lessons[part::4]], env=environment) for part in range(4)]
    while any(process.poll() is None for process in processes):
        for file in cache.glob("ml-workbench/*/index.msgpack"):
            msgspec.msgpack.decode(file.read_bytes())
    assert [process.returncode for process in processes] == [0] * 4
    assert not list(cache.glob("ml-workbench/*/.*"))
    load_curriculum()
    assert set(msgspec.msgpack.decode(file_of(cache).read_bytes())["lessons"]) == {f"{name}.py" for name in lessons}


def test_indexes_of_lessons_that_are_gone_are_cleared_away(
    content: Any, cache: Path, content_at: Callable[..., Any], tmp_path: Path
) -> None:
    look()
    gone = file_of(cache)
    (content.root / "lessons").rename(content.root / "moved")
    other = content_at(tmp_path / "other")
    other.exercise_lesson(FIRST)
    write_atomic(cache / "ml-workbench" / "odd" / "index.msgpack", b"not ours")
    load_curriculum(other.root / "lessons")
    assert not gone.parent.exists()
    assert len(list(cache.glob("ml-workbench/*/index.msgpack"))) == 2
