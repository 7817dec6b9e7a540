"""Collecting uploads: every usual shape arrives, every trick is refused by name, and nothing else is written."""

from __future__ import annotations

import hashlib
import io
import json
import os
import stat
import struct
import zipfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from course import ONE, TWO

from workbench.errors import WorkbenchError
from workbench.grading.intake import collect as module
from workbench.grading.intake.archive import Limits
from workbench.grading.intake.collect import INDEX, CollectReport, collect
from workbench.grading.intake.refused import RefusedBecause

NOON = 1_700_000_000  # 14 November 2023


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "collected"


@pytest.fixture
def run(uploads: Path, into: Path) -> Callable[..., CollectReport]:
    def collected(source: Path = uploads, lessons: Iterable[str] = (ONE, TWO), **limits: Any) -> CollectReport:
        return collect(source, into, lesson_ids=list(lessons), limits=Limits(**limits) if limits else None)

    return collected


def put(path: Path, content: str = "{}", *, at: int = NOON) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    os.utime(path, (at, at))
    return path


def entry(name: str, *, at: int = NOON, mode: int = 0o100644, compression: int = zipfile.ZIP_STORED) -> zipfile.ZipInfo:
    """An entry with its time in UTC, as Info-ZIP writes it."""
    info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
    info.extra = struct.pack("<HHBi", 0x5455, 5, 1, at)
    info.external_attr = mode << 16
    info.compress_type = compression
    return info


def pack(entries: Iterable[tuple[zipfile.ZipInfo | str, str | bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for info, content in entries:
            archive.writestr(entry(info) if isinstance(info, str) else info, content)
    return buffer.getvalue()


def put_zip(path: Path, *entries: tuple[zipfile.ZipInfo | str, str | bytes], at: int = NOON) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pack(entries))
    os.utime(path, (at, at))
    return path


def found(report: CollectReport, into: Path) -> set[str]:
    assert all(item.path == into / item.learner / f"{item.lesson}.ipynb" for item in report.collected)
    assert all(hashlib.sha256(item.path.read_bytes()).hexdigest() == item.sha256 for item in report.collected)
    return {f"{item.learner}/{item.lesson}" for item in report.collected}


def reasons(report: CollectReport) -> dict[str, RefusedBecause]:
    assert all(item.message.endswith(".") for item in report.refused)
    return {item.source: item.reason for item in report.refused}


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


# -- shapes ------------------------------------------------------------------------------------------------------------

SHAPES = {
    "ada/01_one.ipynb": "ada",
    "bob/01_alpha/01_one.ipynb": "bob",
    "cyd_homework_01_one.ipynb": "cyd",
    "doelena_late_12345_67890_01_one.ipynb": "doelena",
    "evefay_12345_67890_01_one-2.ipynb": "evefay",
    "Fay Gül_4711_assignsubmission_file_/01_one.ipynb": "Fay Gül",
    "Gus Hill_4712_assignsubmission_file_01_one.ipynb": "Gus Hill",
    "hal/01_one (1).ipynb": "hal",
    "ida/01_alpha_01_one.ipynb": "ida",
    "jan/homework/week 1/01_one.ipynb": "jan",
    "kim/01_one.py": "kim",
}


@pytest.mark.parametrize("kind", ["folder", "zip", "folder with one zip"])
def test_the_shapes_of_course_systems(uploads, into, run, tmp_path, kind):
    if kind == "folder":
        for name in SHAPES:
            put(uploads / name)
        report = run()
    else:
        path = (uploads if kind.startswith("folder") else tmp_path) / "class.zip"
        report = run(
            put_zip(path, *((name, "{}") for name in SHAPES))
            if kind == "zip"
            else put_zip(path, *((n, "{}") for n in SHAPES)).parent
        )
    assert report.refused == ()
    assert found(report, into) == {f"{learner}/{ONE}" for learner in SHAPES.values()}


def test_one_zip_for_each_learner(uploads, into, run):
    put_zip(uploads / "ada.zip", ("01_one.ipynb", "{}"), ("02_beta/05_optimization.ipynb", "{}"))
    put_zip(uploads / "bob.zip", ("bob/01_one.ipynb", "{}"), ("__MACOSX/bob/._01_one.ipynb", "x"), (".DS_Store", "x"))
    put_zip(uploads / "cydlee_late_1_2_my work.zip", ("work/01_one.ipynb", "{}"))
    put_zip(uploads / "dan" / "upload.zip", ("01_one.ipynb", "{}"))
    put_zip(uploads / "Eve Ash_7_assignsubmission_file_" / "upload.zip", ("01_one.ipynb", "{}"))
    report = run()
    assert report.refused == ()
    assert found(report, into) == {
        *(f"{learner}/{ONE}" for learner in ("ada", "bob", "cydlee", "dan", "Eve Ash")),
        f"ada/{TWO}",
    }


def test_a_learner_cannot_name_another_in_an_archive_or_folder(uploads, into, run):
    put_zip(uploads / "ada.zip", ("bob/01_one.ipynb", "forged"), ("eve_1_2_01_one.ipynb", "forged"))
    put(uploads / "cyd" / "bob_1_2_05_optimization.ipynb", "forged")
    put_zip(uploads / "dan.zip", (entry("eve_3_assignsubmission_file_/x.zip"), pack([("01_one.ipynb", "forged")])))
    assert found(run(), into) == {f"ada/{ONE}", f"cyd/{TWO}", f"dan/{ONE}"}


def test_a_renamed_notebook_is_known_by_its_code(uploads, into, run):
    put(uploads / "ada" / "my homework.ipynb", json.dumps({"cells": [{"source": f'lesson = Lesson("{TWO}")'}]}))
    put(uploads / "bob" / "my homework.ipynb", json.dumps({"cells": []}))
    report = run()
    assert found(report, into) == {f"ada/{TWO}"}
    assert reasons(report) == {"bob/my homework.ipynb": RefusedBecause.UNKNOWN_LESSON}


def test_with_one_lesson_every_notebook_is_a_candidate(uploads, into, run):
    put(uploads / "ada" / "my homework.ipynb")
    assert found(run(lessons=[TWO]), into) == {f"ada/{TWO}"}


def test_a_track_tells_lessons_of_one_name_apart(make_content, tmp_path, into):
    make_content({"01_alpha/01_intro": "# %%\n1", "02_beta/01_intro": "# %%\n1"})
    put(tmp_path / "up" / "ada" / "02_beta" / "01_intro.ipynb")
    put(tmp_path / "up" / "bob" / "01_intro.ipynb")
    report = collect(tmp_path / "up", into, lesson_ids=["01_alpha/01_intro", "02_beta/01_intro"])
    assert found(report, into) == {"ada/02_beta/01_intro"}
    assert reasons(report) == {"bob/01_intro.ipynb": RefusedBecause.UNKNOWN_LESSON}


# -- times and versions ------------------------------------------------------------------------------------------------


def test_the_newest_counts_and_earlier_ones_stay(uploads, into, run):
    put(uploads / "ada" / "01_one.ipynb", "first", at=NOON)
    put(uploads / "ada" / "01_one-1.ipynb", "third", at=NOON + 20)
    put(uploads / "ada" / "01_one (1).ipynb", "second", at=NOON + 10)
    (item,) = run().collected
    assert (item.earlier, item.source) == (2, "ada/01_one-1.ipynb")
    assert item.received == datetime.fromtimestamp(NOON + 20, tz=UTC)
    folder = into / "ada" / "01_alpha"
    assert {p.name: p.read_text() for p in folder.iterdir()} == {
        "01_one.ipynb": "third",
        "01_one.1.ipynb": "first",
        "01_one.2.ipynb": "second",
    }


@pytest.mark.parametrize("order", [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1], [1, 3, 0, 2]])
def test_the_order_in_which_versions_are_collected_does_not_matter(uploads, into, run, order):
    contents = ["a", "b", "a", "c"]  # the third is the first again
    for k in order:
        put(uploads / "ada" / "01_one.ipynb", contents[k], at=NOON + k)
        run()
    folder = into / "ada" / "01_alpha"
    names = ["01_one.1.ipynb", "01_one.2.ipynb", "01_one.3.ipynb", "01_one.ipynb"]
    assert [(folder / name).read_text() for name in names] == contents
    assert sorted(p.name for p in folder.iterdir()) == names


def test_the_same_bytes_again_are_no_new_version(uploads, run):
    put(uploads / "ada" / "01_one.ipynb", at=NOON)
    run()
    put(uploads / "ada" / "01_one.ipynb", at=NOON + 50)
    (item,) = run().collected
    assert (item.earlier, item.received.timestamp()) == (0, NOON)


def test_twice_changes_nothing(uploads, into, run):
    for name in SHAPES:
        put(uploads / name, name)
    put_zip(uploads / "zoe.zip", ("01_one.ipynb", "a"), ("01_one-1.ipynb", "b"))
    first = run()
    before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in into.rglob("*.ipynb")}
    second = run()
    assert len(first.written) == len(SHAPES) + 2
    assert second.written == ()
    assert second.collected == first.collected
    assert {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in into.rglob("*.ipynb")} == before


def test_the_times_of_a_class_archive_count_but_not_those_of_a_learners_own(uploads, into, run, tmp_path):
    own = pack([(entry("01_one.ipynb", at=NOON - 999_999), "early?")])
    source = put_zip(
        tmp_path / "class.zip",
        (entry("ada_1_2_01_one.ipynb", at=NOON + 5), "{}"),
        (entry("bob_1_2_work.zip", at=NOON + 6), own),
        at=NOON + 100,
    )
    assert {item.learner: item.received.timestamp() - NOON for item in run(source).collected} == {"ada": 5, "bob": 6}
    put_zip(uploads / "cyd.zip", (entry("01_one.ipynb", at=NOON - 999_999), "early?"), at=NOON + 7)
    put_zip(uploads / "dan.zip", (entry("01_one.ipynb"), "{}"), at=NOON + 8)
    times = {item.learner: item.received.timestamp() - NOON for item in run().collected}
    assert times == {"ada": 5, "bob": 6, "cyd": 7, "dan": 8}


def test_entries_without_a_usable_time_arrived_with_the_archive(run, tmp_path):
    info = zipfile.ZipInfo("ada/01_one.ipynb", (1980, 1, 1, 0, 0, 0))
    data = bytearray(pack([(info, "{}")]))
    at = data.find(b"PK\x01\x02")
    data[at + 12 : at + 16] = b"\0\0\0\0"  # month and day zero
    path = tmp_path / "class.zip"
    path.write_bytes(data)
    os.utime(path, (NOON, NOON))
    (item,) = run(path).collected
    assert item.received.year >= 1979


def test_the_index_names_times_and_sources(uploads, into, run):
    put(uploads / "ada" / "01_one.ipynb", "x")
    run()
    (version,) = json.loads((into / INDEX).read_text())["learners"]["ada"][ONE]
    assert version["received"] == "2023-11-14T22:13:20+00:00"
    assert version["source"] == "ada/01_one.ipynb"
    assert version["sha256"] == hashlib.sha256(b"x").hexdigest()


def test_a_crash_between_two_writes_loses_nothing(uploads, into, run, monkeypatch):
    for k, content in enumerate("abcd"):
        put(uploads / "ada" / f"01_one-{k}.ipynb", content, at=NOON + k)
    run()
    put(uploads / "ada" / "01_one-9.ipynb", "oldest", at=NOON - 1)
    put(uploads / "ada" / "01_one-8.ipynb", "newest", at=NOON + 99)
    real, left = module.write_atomic, [0]

    def stops(path: Path, content: Any) -> None:
        if path.suffix == ".ipynb" and left[0] == 0:
            raise KeyboardInterrupt
        left[0] -= path.suffix == ".ipynb"
        real(path, content)

    for survive in (0, 1, 1, 2):
        left[0] = survive
        monkeypatch.setattr(module, "write_atomic", stops)
        with pytest.raises(KeyboardInterrupt):
            run()
        monkeypatch.setattr(module, "write_atomic", real)
        kept = {p.read_text() for p in (into / "ada" / "01_alpha").iterdir()}
        assert set("abcd") <= kept
    assert run().collected[0].earlier == 5
    names = [*(f"01_one.{k}.ipynb" for k in range(1, 6)), "01_one.ipynb"]
    assert [(into / "ada" / "01_alpha" / n).read_text() for n in names] == ["oldest", *"abcd", "newest"]
    assert not (into / ".incoming").exists()


# -- tricks ------------------------------------------------------------------------------------------------------------


def test_links_and_special_files_are_refused(uploads, into, run, tmp_path):
    secret = put(tmp_path / "secret" / "01_one.ipynb", "secret")
    (uploads / "ada").mkdir()
    (uploads / "ada" / "01_one.ipynb").symlink_to(secret)
    (uploads / "bob").symlink_to(secret.parent)
    (uploads / "cyd").mkdir()
    os.mkfifo(uploads / "cyd" / "01_one.ipynb")
    report = run()
    assert report.collected == ()
    assert reasons(report) == {
        "ada/01_one.ipynb": RefusedBecause.LINK,
        "bob": RefusedBecause.LINK,
        "cyd/01_one.ipynb": RefusedBecause.SPECIAL_FILE,
    }


BAD_ENTRIES = {
    "../01_one.ipynb": RefusedBecause.OUTSIDE_PATH,
    "ada/../../01_one.ipynb": RefusedBecause.OUTSIDE_PATH,
    "..\\..\\01_one.ipynb": RefusedBecause.OUTSIDE_PATH,
    "/etc/01_one.ipynb": RefusedBecause.OUTSIDE_PATH,
    "C:\\ada\\01_one.ipynb": RefusedBecause.OUTSIDE_PATH,
    "\\\\host\\share\\01_one.ipynb": RefusedBecause.OUTSIDE_PATH,
    "ada/notes.txt": RefusedBecause.NOT_A_NOTEBOOK,
    "ada/01_one.html": RefusedBecause.NOT_A_NOTEBOOK,
    "con/01_one.ipynb": RefusedBecause.INVALID_NAME,
    "a\u202eb/01_one.ipynb": RefusedBecause.INVALID_NAME,
    "a*b/01_one.ipynb": RefusedBecause.INVALID_NAME,
    "ada./01_one.ipynb": RefusedBecause.INVALID_NAME,
    f"{'x' * 101}/01_one.ipynb": RefusedBecause.INVALID_NAME,
    f"bob/{'-' * 60_000}.ipynb": RefusedBecause.INVALID_NAME,
    "01_one.ipynb": RefusedBecause.NO_LEARNER,
}


@pytest.mark.parametrize("name", BAD_ENTRIES, ids=range(len(BAD_ENTRIES)))
def test_names_that_lead_astray(run, into, tmp_path, name):
    source = put_zip(tmp_path / "class.zip", (name, "evil"), ("bob/01_one.ipynb", "{}"))
    before = tree(tmp_path)
    report = run(source)
    assert found(report, into) == {f"bob/{ONE}"}
    assert list(reasons(report).values()) == [BAD_ENTRIES[name]]
    outside = {path: data for path, data in tree(tmp_path).items() if not path.startswith("collected/")}
    assert outside == before
    assert not any(b"evil" in data for path, data in tree(into).items() if path != INDEX)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (stat.S_IFLNK, RefusedBecause.LINK),
        (stat.S_IFIFO, RefusedBecause.SPECIAL_FILE),
        (stat.S_IFCHR, RefusedBecause.SPECIAL_FILE),
        (stat.S_IFBLK, RefusedBecause.SPECIAL_FILE),
        (stat.S_IFSOCK, RefusedBecause.SPECIAL_FILE),
    ],
)
def test_links_and_devices_in_an_archive(run, tmp_path, kind, reason):
    source = put_zip(tmp_path / "class.zip", (entry("ada/01_one.ipynb", mode=kind | 0o777), "/etc/passwd"))
    report = run(source)
    assert (report.collected, reasons(report)) == ((), {"ada/01_one.ipynb": reason})


def test_zip_bombs(run, uploads):
    packed = entry("01_one.ipynb", compression=zipfile.ZIP_DEFLATED)
    put_zip(uploads / "ada.zip", (packed, b"0" * 30_000_000))
    put_zip(uploads / "bob.zip", *((f"{k}/01_one.ipynb", b"x" * 900) for k in range(12)))
    put_zip(uploads / "cyd.zip", *((f"{k}/01_one.txt", b"x") for k in range(60)))
    put_zip(uploads / "dan.zip", ("01_one.ipynb", "{}"))
    report = run(archive_bytes=40_000_000)
    assert reasons(report)["ada.zip/01_one.ipynb"] is RefusedBecause.ZIP_BOMB
    report = run(archive_bytes=10_000, entries=50)
    assert reasons(report) == dict.fromkeys(("ada.zip", "bob.zip", "cyd.zip"), RefusedBecause.ZIP_BOMB)
    assert {item.learner for item in report.collected} >= {"dan"}


def test_too_large_files(run, uploads):
    put(uploads / "ada" / "01_one.ipynb", "x" * 101)
    put_zip(uploads / "bob.zip", ("01_one.ipynb", "x" * 101))
    report = run(file_bytes=100)
    assert set(reasons(report).values()) == {RefusedBecause.TOO_LARGE}
    assert report.collected == ()


def test_an_archive_in_an_archive_is_read_and_one_deeper_is_not(run, into, uploads):
    notebook = ("01_one.ipynb", "{}")
    inner = pack([notebook, ("deep.zip", pack([notebook]))])
    put_zip(uploads / "ada.zip", ("inner.zip", inner))
    put_zip(uploads / "bob.zip", notebook)
    report = run()
    assert found(report, into) == {f"ada/{ONE}", f"bob/{ONE}"}
    assert reasons(report) == {"ada.zip/inner.zip/deep.zip": RefusedBecause.NESTED_ZIP}


def test_encrypted_and_damaged_archives(run, into, uploads):
    data = bytearray(pack([("01_one.ipynb", "{}")]))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + offset] |= 1
    (uploads / "ada.zip").write_bytes(data)
    (uploads / "bob.zip").write_bytes(b"PK\x03\x04 and no more")
    (uploads / "cyd.zip").write_bytes(pack([("01_one.ipynb", "content")]).replace(b"content", b"chanced"))
    put_zip(uploads / "dan.zip", ("01_one.ipynb", "{}"))
    report = run()
    assert found(report, into) == {f"dan/{ONE}"}
    assert reasons(report) == {
        "ada.zip/01_one.ipynb": RefusedBecause.ENCRYPTED,
        "bob.zip": RefusedBecause.DAMAGED,
        "cyd.zip/01_one.ipynb": RefusedBecause.DAMAGED,
    }


def test_a_damaged_archive_never_raises(run, into, tmp_path):
    notebook = entry("ada/01_one.ipynb", compression=zipfile.ZIP_DEFLATED)
    data = pack([(notebook, "{}" * 50), (entry("bob/work.zip"), pack([("01_one.ipynb", "{}")]))])
    for position in range(len(data)):
        for value in (0x00, 0xFF, data[position] ^ 0x11):
            path = tmp_path / "class.zip"
            path.write_bytes(data[:position] + bytes([value]) + data[position + 1 :])
            report = run(path)
            assert report.collected or report.refused
    assert set(tree(tmp_path)) == {"class.zip", *(f"collected/{name}" for name in tree(into))} | {
        name for name in tree(tmp_path) if name.startswith(("content/", "uploads/"))
    }


def test_names_that_differ_in_capitals_only_are_two_people(run, into, uploads):
    put(uploads / "ada" / "01_one.ipynb", "hers")
    run()
    put(uploads / "ADA" / "01_one.ipynb", "his")
    assert found(run(), into) == {f"ada/{ONE}", f"ADA/{ONE}"}
    assert [(into / name / f"{ONE}.ipynb").read_text() for name in ("ada", "ADA")] == ["hers", "his"]


def test_where_a_disk_takes_them_for_one_the_second_is_refused(run, into, uploads, monkeypatch):
    monkeypatch.setattr(module, "one_name_for", lambda _: str.casefold)
    put(uploads / "ada" / "01_one.ipynb", "hers")
    run()
    put(uploads / "ADA" / "01_one.ipynb", "his")
    report = run()
    assert found(report, into) == {f"ada/{ONE}"}
    assert reasons(report) == {"ADA/01_one.ipynb": RefusedBecause.CASE_COLLISION}
    assert (into / "ada" / f"{ONE}.ipynb").read_text() == "hers"


def test_a_name_of_strange_bytes_is_shown_and_refused(run, uploads):
    put(uploads / os.fsdecode(b"a\xffda") / "01_one.ipynb")
    ((source, reason),) = reasons(run()).items()
    assert (source, reason) == ("a?da/01_one.ipynb", RefusedBecause.INVALID_NAME)


def test_a_link_in_the_target_is_never_followed(run, into, uploads, tmp_path):
    put(uploads / "ada" / "01_one.ipynb")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    into.mkdir()
    (into / "ada").symlink_to(elsewhere)
    with pytest.raises(WorkbenchError, match="lies behind a link"):
        run()
    assert list(elsewhere.iterdir()) == []


# -- the caller's mistakes ---------------------------------------------------------------------------------------------


def test_mistakes_of_the_instructor(run, into, uploads, tmp_path):
    with pytest.raises(WorkbenchError, match=f"Did you mean '{TWO}'"):
        run(lessons=["02_beta/05_optimisation"])
    with pytest.raises(WorkbenchError, match="name at least one lesson"):
        run(lessons=[])
    with pytest.raises(WorkbenchError, match="does not exist"):
        run(tmp_path / "nowhere")
    with pytest.raises(WorkbenchError, match="lie in one another"):
        collect(uploads, uploads / "out", lesson_ids=[ONE])
    assert not into.exists()
    into.mkdir()
    (into / INDEX).write_text("{")
    with pytest.raises(WorkbenchError, match="is damaged"):
        run()
