"""Feedback and class report of a class that was really graded, with hostile texts wherever a learner can put one."""

from __future__ import annotations

import json
import pickle
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from conftest import SECRET
from course import LESSON, LESSON_ID
from reports_class import DUE, MARKUP, OVERRIDE, QUOTED, REFUSED, SUBMISSIONS, VISIBLE, uploads
from typer.testing import CliRunner

from workbench.cli import app
from workbench.errors import WorkbenchError
from workbench.grading.classroom.classroom import Classroom
from workbench.grading.gradebook import Gradebook, Learner
from workbench.grading.judging.bench import LessonBench
from workbench.grading.reports import choose_lessons, open_gradebook, write_reports
from workbench.grading.reports.text import folder_name, visible
from workbench.grading.sandbox.outside import Sandbox

NOBODY = "../../evil/x"


@dataclass(frozen=True)
class Graded:
    """A class that was graded and reported on."""

    grades: Path
    book: Gradebook

    def path(self, learner: str) -> Path:
        return self.grades / "feedback" / learner / f"{LESSON_ID}.html"

    def page(self, learner: str) -> BeautifulSoup:
        return soup(self.path(learner))

    def card(self, learner: str, name: str) -> str:
        """What the card of an exercise or quiz says."""
        for card in self.page(learner).select("article.card"):
            if text_of(card.h3).endswith(f": {name}"):
                return text_of(card)
        raise AssertionError(f"no card of {name}")

    @property
    def data(self) -> dict[str, object]:
        found: dict[str, object] = json.loads((self.grades / "class" / f"{LESSON_ID}.json").read_text(encoding="utf-8"))
        return found


def soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def text_of(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split()).replace(" :", ":")


@pytest.fixture(scope="module")
def graded(
    tmp_path_factory: pytest.TempPathFactory, content_at: Callable[..., object], sandbox: Sandbox
) -> Iterator[Graded]:
    root = tmp_path_factory.mktemp("reports")
    content_at(root / "content").lesson(LESSON_ID, LESSON, solution=VISIBLE)  # type: ignore[attr-defined]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_CONTENT", str(root / "content"))
        (root / "grades").mkdir()
        (root / "grades" / "secret").write_bytes(SECRET)
        room = Classroom(root / "grades")
        room.receive(uploads(root / "submissions"))
        room.book.set_assignment(replace(room.book.assignment(LESSON_ID), due=DUE, late_policy="10%/day"))
        room.book.set_manual(
            learner="ben", assignment=LESSON_ID, exercise="double", points=0.25, comment="first", author="ms"
        )
        room.book.set_manual(
            learner="ben", assignment=LESSON_ID, exercise="double", points=0.5, comment=f"See me. {MARKUP}", author="ms"
        )
        room.book.add_learners([Learner(login=NOBODY, name="No Body")])
        tally = room.grade(room.waiting(), sandbox=sandbox, jobs=2)
        assert (tally.graded, tally.failed) == (len(SUBMISSIONS) - len(REFUSED), [])
        write_reports(room.out, room.book, [LESSON_ID])
        yield Graded(room.out, room.book)


def all_pages(graded: Graded) -> list[Path]:
    return sorted((graded.grades / "feedback").rglob("*.html")) + sorted((graded.grades / "class").rglob("*.html"))


# -- every page --------------------------------------------------------------------------------------------------------


def test_every_page_stands_alone_and_can_be_read_by_everyone(graded: Graded) -> None:
    pages = all_pages(graded)
    assert len(pages) == len(SUBMISSIONS) + 1
    for path in pages:
        page = soup(path)
        assert page.html is not None
        assert page.html["lang"] == "en"
        assert text_of(page.title)
        assert len(page.select("h1")) == len(page.select("main")) == len(page.select("body > header")) == 1
        levels = [int(tag.name[1]) for tag in page.find_all(re.compile("^h[1-6]$"))]
        assert all(after <= before + 1 for before, after in pairwise(levels)), (path, levels)
        identifiers = [tag["id"] for tag in page.select("[id]")]
        assert len(identifiers) == len(set(identifiers))
        for table in page.select("table"):
            assert text_of(table.caption)
            assert all(head.get("scope") in ("row", "col") for head in table.select("th"))
        for link in page.select("a"):
            assert str(link["href"]).removeprefix("#") in identifiers


def test_nothing_on_a_page_runs_or_is_loaded_and_hostile_texts_stand_as_texts(graded: Graded) -> None:
    for path in all_pages(graded):
        page = soup(path)
        assert not page.select("script, iframe, img, link, object, embed, form, base")
        for tag in page.find_all(True):
            assert not [name for name in tag.attrs if name.startswith("on") or name in ("src", "srcset", "action")], (
                path
            )
        source = path.read_text(encoding="utf-8")
        assert not [c for c in source if not c.isprintable() and c not in "\n"], path
        assert "http://" not in source.replace("http-equiv", "")
        assert "url(" not in source
    assert MARKUP in text_of(graded.page("fay").main)
    assert "⟨U+202E⟩gnp.exe" in text_of(graded.page("fay").main)
    assert "⟨U+001B⟩[31m" in text_of(graded.page("fay").main)
    assert MARKUP in graded.card(OVERRIDE, "mean_rows")
    assert MARKUP in graded.card(QUOTED, "half")
    assert QUOTED in text_of(graded.page(QUOTED).header)
    whole = text_of(soup(graded.grades / "class" / f"{LESSON_ID}.html").main)
    assert QUOTED in whole
    assert "⟨U+202E⟩gnp.exe" in whole


def test_what_does_not_change_is_not_written_again(graded: Graded) -> None:
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in all_pages(graded)}
    written = write_reports(graded.grades, graded.book, [LESSON_ID])
    assert written.changed == 0
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in all_pages(graded)} == before


# -- a learner's page --------------------------------------------------------------------------------------------------


def test_a_page_tells_score_lateness_and_penalty(graded: Graded) -> None:
    result = text_of(graded.page("bob").find(id="result").parent)
    assert "2 of 5 points" in result  # three right, a point off: 20 % of five
    assert "1 day 6 hours after the due date: 1 of 3 points are taken off (rule: 10%/day)" in result
    assert "5 of 5 points" in text_of(graded.page("ada").find(id="result").parent)
    assert "Late" not in text_of(graded.page("ada").find(id="result").parent)
    foot = text_of(graded.page("bob").tfoot)
    assert foot == "Taken off for being late −1 Total 2 of 5"


def test_a_card_names_the_mistake_and_says_that_a_hidden_case_fails(graded: Graded) -> None:
    card = graded.card("bob", "double")
    assert "Not right yet" in card
    assert "You squared it: that is x times x, not two times x." in card
    assert "A hidden case fails." in card
    assert "expected" not in card


def test_a_visible_case_is_shown_with_inputs_result_and_expectation(graded: Graded) -> None:
    card = graded.card("bob", "mean_rows")
    assert "That is the mean of each column" in card
    for shown in ("table =", "11.", "your result", "expected", "[2. 8.]"):
        assert shown in card, card


def test_points_by_hand_win_and_carry_their_comment(graded: Graded) -> None:
    card = graded.card("ben", "double")
    assert "0.5 of 1 points" in card
    assert "Points given by hand: 0.5. They hold in place of the automatic 0." in card
    assert f"See me. {MARKUP}" in card
    assert "first" not in card, "what was replaced is not for the learner"
    assert "3.5 of 5 points" in text_of(graded.page("ben").main)
    assert "That is the double." in graded.card("ben", "half")


def test_of_an_exception_in_a_hidden_case_the_kind_is_told(graded: Graded) -> None:
    card = graded.card("dot", "double")
    assert "Your code raised an exception" in card
    assert "NameError A hidden case fails" in card
    assert "nummpy" not in card, "which line raises may depend on what the case gives"


def test_a_cell_that_failed_or_ended_the_process_is_named(graded: Graded) -> None:
    cells = text_of(graded.page("fay").find(id="cells").parent)
    assert "Cell 6 ValueError in line 1" in cells
    assert "ended" in text_of(graded.page("gus").find(id="cells").parent)
    assert "could not be checked" in graded.card("hal", "double").lower()
    assert "is no valid Python, line 2" in graded.card("hal", "double")


def test_a_refusal_says_why_and_what_to_do(graded: Graded) -> None:
    page = text_of(graded.page("zoe").main)
    assert "Refused: nothing could be graded" in page
    assert "The file is of another kind" in page
    assert "This is a PDF document" in page
    assert "What to do: Hand in the lesson's .ipynb file." in page
    assert "The file is empty" in text_of(graded.page("eve").main)


def test_no_page_holds_a_hidden_input_or_what_was_expected_of_it(graded: Graded) -> None:
    bench = LessonBench(LESSON_ID, SECRET)
    pages = {learner: str(graded.page(learner).body) for learner in SUBMISSIONS}
    for learner, page in pages.items():
        prepared = bench.prepared("double", bench.variant(learner))
        inputs = [pickle.loads(call)["x"] for call in prepared.calls]
        assert len(inputs) == 6
        for value in (*inputs, *(2 * x for x in inputs)):
            assert repr(abs(value))[:7] not in page, learner
    assert "An exception A hidden case fails" in graded.card("cid", "double")
    assert "ValueError A hidden case fails" in graded.card("cyd", "double")


# -- the gradebook decides ---------------------------------------------------------------------------------------------


@pytest.fixture
def again(graded: Graded, tmp_path: Path) -> Graded:
    """The graded class in a folder and gradebook of its own, to be changed."""
    shutil.copytree(graded.grades, tmp_path / "grades")
    return replace(graded, grades=tmp_path / "grades", book=Gradebook.open(tmp_path / "grades" / "gradebook.db"))


def test_a_file_that_is_refused_later_does_not_hide_what_counts(again: Graded, tmp_path: Path) -> None:
    room = Classroom(again.grades)
    later = again.book.record_submission(
        learner="bob", assignment=LESSON_ID, received=DUE, sha256="0" * 64, path=tmp_path / "later.ipynb"
    )
    room.refuse(later, "empty", "The file is empty.")
    write_reports(again.grades, again.book, [LESSON_ID])
    page = text_of(again.page("bob").main)
    assert "A file was refused: The file is empty" in page
    assert "You squared it" in again.card("bob", "double")
    assert "2 of 5 points" in page
    (refused,) = [one for one in again.data["refused"] if one["learner"] == "bob"]  # type: ignore[union-attr, attr-defined]
    assert refused["replaced"]


def test_a_report_on_another_file_is_not_used(again: Graded) -> None:
    path = again.grades / "reports" / "bob" / f"{LESSON_ID}.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    told["sha256"], told["notes"] = "0" * 64, ["of another file"]
    path.write_text(json.dumps(told), encoding="utf-8")
    (again.grades / "reports" / "ada" / f"{LESSON_ID}.json").write_text('{"sha256": 1', encoding="utf-8")
    write_reports(again.grades, again.book, [LESSON_ID])
    assert "of another file" not in text_of(again.page("bob").main)
    assert "You squared it" in again.card("bob", "double")
    assert "5 of 5 points" in text_of(again.page("ada").main)


def test_a_learner_without_a_file_gets_a_page_only_for_points_by_hand(again: Graded) -> None:
    assert not (again.grades / "feedback" / folder_name(NOBODY)).exists()
    again.book.set_manual(
        learner=NOBODY, assignment=LESSON_ID, exercise="double", points=1, comment="told me", author="ms"
    )
    written = write_reports(again.grades, again.book, [LESSON_ID])
    (path,) = [one for one in written.feedback if "evil" in str(one)]
    assert path == again.path(folder_name(NOBODY))
    assert (again.grades / "feedback").resolve() in path.resolve().parents
    page = text_of(soup(path).main)
    assert "1 of 5 points" in page
    assert "told me" in page
    assert "Nothing handed in" in page


# -- the class ---------------------------------------------------------------------------------------------------------


def test_the_class_report_counts_and_names(graded: Graded) -> None:
    told = graded.data
    assert (told["learners"], told["handed_in"], told["graded"]) == (14, 13, 11)
    assert told["missing"] == [NOBODY]
    assert set(told["refused_learners"]) == REFUSED  # type: ignore[call-overload]
    assert told["waiting"] == []
    (late,) = told["late"]  # type: ignore[misc]
    assert (late["learner"], late["hours"], late["penalty"], late["total"]) == ("bob", 30.0, 1.0, 2.0)
    messages = {item["name"]: item["hits"] for item in told["messages"]}  # type: ignore[attr-defined]
    first = messages["double"][0]
    assert first["message"].startswith("You squared it")
    assert (first["known"], first["learners"]) == (True, ["ben", "bob"])
    counts = [len(hit["learners"]) for hit in messages["double"]]
    assert counts == sorted(counts, reverse=True)
    (wrong,) = [hit for hit in messages["half"] if hit["option"]]
    assert (wrong["option"], wrong["learners"]) == ("eight", ["ben"])
    errors = {(one["type"], one["exercise"]): one["learners"] for one in told["errors"]}  # type: ignore[attr-defined]
    assert errors["NameError", "double"] == ["dot"]
    assert errors["ValueError", ""] == ["fay"]
    assert errors["ended its process", ""] == ["gus"]
    (by_hand,) = told["by_hand"]  # type: ignore[misc]
    assert (by_hand["points"], by_hand["automatic"], by_hand["changes"]) == (0.5, 0.0, 2)
    assert {one["learner"]: one["reason"] for one in told["refused"]} == {"eve": "empty", "zoe": "wrong_kind"}  # type: ignore[attr-defined]


def test_the_class_page_says_what_the_data_say(graded: Graded) -> None:
    page = soup(graded.grades / "class" / f"{LESSON_ID}.html")
    rows = {text_of(row.th): [text_of(cell) for cell in row.select("td")] for row in page.select("tbody tr")}
    assert rows["double"][:4] == ["11", "11", "5", "50 %"]
    assert rows["bob"][0] == "1 day 6 hours"
    assert sum(int(row[0]) for name, row in rows.items() if "under" in name or name == "4.5 to 5") == 11
    assert "Likeness is a reason to look, not a proof." in text_of(page.main)
    assert "No pair is more alike than chance explains." in text_of(page.main)


# -- the command -------------------------------------------------------------------------------------------------------


def test_the_command_says_what_it_wrote(graded: Graded) -> None:
    done = CliRunner().invoke(app, ["report", str(graded.grades), LESSON_ID, "--no-similar"])
    assert done.exit_code == 0, done.output
    assert f"{len(SUBMISSIONS)} pages of feedback" in done.output
    assert "1 class report:" in done.output
    assert "similar" not in done.output
    page = text_of(soup(graded.grades / "class" / f"{LESSON_ID}.html").main)
    assert "The code was not compared." in page
    done = CliRunner().invoke(app, ["report", str(graded.grades)])
    assert "0 pairs of similar submissions" in done.output
    assert "2 files changed" in done.output


def test_the_command_says_what_is_missing(graded: Graded, tmp_path: Path) -> None:
    with pytest.raises(WorkbenchError, match="Grade a class first"):
        open_gradebook(tmp_path / "nothing", None)
    with pytest.raises(WorkbenchError, match="holds no gradebook"):
        open_gradebook(tmp_path, None)
    with pytest.raises(WorkbenchError, match=f"Did you mean '{LESSON_ID}'"):
        choose_lessons(graded.book, ["01_alpha/01_targets"])
    assert choose_lessons(graded.book, ["01_alpha"]) == [LESSON_ID]


# -- texts -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["ada", "Ünal, Çağlar", "O'Neil & <b>", OVERRIDE, "...", "名前", "a~b"])
def test_an_ordinary_login_is_its_folder(name: str) -> None:
    assert folder_name(name) == name


def test_other_logins_get_a_folder_of_their_own(tmp_path: Path) -> None:
    names = ["..", ".", "a/b", "a\\b", "a:b", "/etc/passwd", "../a/b", "x" * 255, "é" * 255, "x" * 254, "\x7f/"]
    names.append(folder_name("a/b"))  # who calls himself as another's folder is called
    folders = [folder_name(name) for name in names]
    assert len(set(folders)) == len(names)
    for folder in folders:
        (tmp_path / folder).mkdir()
        assert (tmp_path / folder).resolve().parent == tmp_path.resolve()


def test_invisible_characters_are_written_out() -> None:
    assert visible("a\x00b\x1b[0m\u202ec\u2066\ud800\u2028\x85") == (
        "a⟨U+0000⟩b⟨U+001B⟩[0m⟨U+202E⟩c⟨U+2066⟩⟨U+D800⟩⟨U+2028⟩⟨U+0085⟩"
    )
    assert visible("two\r\nlines\tand a family: \U0001f468\u200d\U0001f469") == (
        "two\nlines\tand a family: \U0001f468\u200d\U0001f469"
    )
    assert visible("x" * 50, most=10) == "x" * 10 + "… (40 characters more)"
    assert len(visible("e" + "\u0301" * 1000)) < 20
