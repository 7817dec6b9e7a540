"""The book before a browser sees it: formulas, the graph of prerequisites, pages, and a build that is whole or not."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from markdown_it import MarkdownIt
from typer.testing import CliRunner, Result

from workbench.book import build as building
from workbench.book import lesson_page, lookup, pages, site
from workbench.book.formulas import to_mathml
from workbench.book.graph import depths, draw
from workbench.book.pictures import draw_still, plain
from workbench.cli import app
from workbench.curriculum import LessonInfo, Objective, load_curriculum
from workbench.dashboards import find_dashboards
from workbench.errors import WorkbenchError
from workbench.explorers import load, names
from workbench.glossary import Glossary, make_glossary

# Of one library about another, in a version that both support.
pytestmark = pytest.mark.filterwarnings("ignore:'myst_parser.*is deprecated:PendingDeprecationWarning")

FIRST, SECOND = "01_alpha/01_one", "02_beta/01_two"


def info(name: str, *requires: str, title: str = "", **more: Any) -> LessonInfo:
    return LessonInfo(
        id=name, path=Path(f"{name}.py"), title=title or name, summary="Why?", minutes=30, requires=requires, **more
    )


# -- formulas ----------------------------------------------------------------------------------------------------------


def test_a_formula_in_a_line_and_one_of_its_own() -> None:
    assert 'display="block"' not in to_mathml("x^2", block=False)
    assert 'display="block"' in to_mathml("x^2", block=True)
    assert "<msup><mi>x</mi><mn>2</mn></msup>" in to_mathml("x^2", block=False)


def test_dots_are_dots() -> None:
    assert to_mathml(r"a_1, \dots, a_n", block=False) == to_mathml(r"a_1, \ldots, a_n", block=False)
    assert "…" in to_mathml(r"\dots", block=False)


@pytest.mark.parametrize("latex", [r"\lVert x\rVert^2", r"\|x\|", r"\lvert x \rvert", r"\lfloor x\rfloor"])
def test_a_fence_is_as_tall_as_a_letter_unless_it_was_asked_to_grow(latex: str) -> None:
    assert to_mathml(latex, block=True).count('stretchy="false"') == 2


@pytest.mark.parametrize("latex", ["|x| < 1", "2/3"])
def test_a_bar_and_a_slash_stand_close(latex: str) -> None:
    assert to_mathml(latex, block=False).count('lspace="0" rspace="0"') == latex.count("|") + latex.count("/")


def test_left_and_right_grow() -> None:
    assert "stretchy" not in to_mathml(r"\left\|\frac{a}{b}\right\|", block=True)
    assert 'stretchy="false"' in to_mathml(r"|w| \leftarrow 1", block=True)  # \leftarrow begins like \left


@pytest.mark.parametrize(
    ("latex", "largest"),
    [(r"\Big[ a \big(b\big) \Big]", "1.623em"), (r"\bigl( a \bigr)", "1.2em"), (r"\big\{a\big\}", "")],
)
def test_delimiters_of_a_size(latex: str, largest: str) -> None:
    made = to_mathml(latex, block=True)
    assert made.count("minsize=") == latex.lower().count(r"\big")
    assert largest in made


@pytest.mark.parametrize(
    ("latex", "meant"),
    [
        (r"\frac12 w^\top A w", r"\frac{1}{2} w^{\top} A w"),
        (r"\tfrac12x", r"\tfrac{1}{2}x"),
        (r"\frac{a}12", r"\frac{a}{1}2"),
        (r"\frac n2k", r"\frac{n}{2}k"),
        (r"x^10", r"x^{1}0"),
        (r"x_12", r"x_{1}2"),
        (r"\sqrt 12", r"\sqrt{1}2"),
        (r"10^{12} \cdot 345", r"10^{12}\cdot 345"),
        (r"\frac{1}{20}", r"\frac{1}{{20}}"),
    ],
)
def test_digits_are_taken_as_tex_takes_them(latex: str, meant: str) -> None:
    def bare(text: str) -> str:
        return re.sub(r"</?mrow>", "", to_mathml(text, block=False))

    assert bare(latex) == bare(meant)


def test_a_half_is_a_half() -> None:
    assert "<mfrac><mn>1</mn><mn>2</mn></mfrac><msup>" in re.sub(
        r"</?mrow>", "", to_mathml(r"\frac12 w^\top A w", block=False)
    )


def test_a_large_operator_is_no_delimiter() -> None:
    assert "⋃" in to_mathml(r"\bigcup_i A_i", block=False)


@pytest.mark.parametrize("latex", [r"\nosuchcommand x", r"a & b"])
def test_what_is_not_understood_is_an_error(latex: str) -> None:
    with pytest.raises(WorkbenchError, match="cannot be drawn"):
        to_mathml(latex, block=True)


# -- the drawing of prerequisites --------------------------------------------------------------------------------------


def test_a_lesson_stands_below_all_it_builds_on() -> None:
    lessons = [info("a"), info("b", "a"), info("c", "a", "b"), info("d", "not in the book")]
    assert depths(lessons) == {"a": 0, "b": 1, "c": 2, "d": 0}


def test_the_drawing_has_a_link_for_each_lesson_and_a_line_for_each_prerequisite() -> None:
    lessons = [info("a", title="Sets & <tags>"), info("b", "a"), info("c", "a", "b"), info("d", "elsewhere")]
    drawn = draw(lessons, {lesson.id: f"{lesson.id}.html" for lesson in lessons})
    assert drawn.count("<a ") == 4
    assert drawn.count("<path ") == 3
    assert "Sets &amp; &lt;tags&gt;" in drawn
    tops = [float(y) for y in re.findall(r'<rect x="[^"]+" y="([^"]+)"', drawn)]
    assert tops[0] == tops[3] < tops[1] < tops[2]


def test_many_lessons_do_not_make_it_wider() -> None:
    def width(count: int) -> float:
        lessons = [info(f"l{number}") for number in range(count)]
        drawn = draw(lessons, {lesson.id: "x" for lesson in lessons})
        boxes = set(re.findall(r'<rect x="([^"]+)" y="([^"]+)"', drawn))
        assert len(boxes) == count  # none lies on another
        return float(re.findall(r'viewBox="0 0 (\S+)', drawn)[0])

    assert width(4) == width(30) > width(2)


def test_a_long_title_stays_in_its_box() -> None:
    lesson = info("a", title="A title of so many words that no box could ever hold them all in two lines")
    drawn = draw([lesson], {"a": "a.html"})
    lines = re.findall(r"<tspan[^>]*>([^<]*)", drawn)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert f'aria-label="{lesson.title}"' in drawn


# -- pages -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["a_b_c * 2 < 3 & `x`", "[no](link) {no}`role`", "# no heading", "1. no list", "$5 or $6, ~~not~~", "a\nb"]
)
def test_plain_text_stays_text(text: str) -> None:
    assert MarkdownIt().render(plain(text)).replace("&lt;", "<").replace("&amp;", "&") == (
        f"<p>{' '.join(text.split())}</p>\n"
    )


def test_the_facts_link_to_what_is_in_the_book() -> None:
    lesson = info(
        "b/2", "a/1", "x/9", datasets=("birds", "fish"), objectives=(Objective(text="Say *why*", met_by=("q",)),)
    )
    text = lesson_page.facts(lesson, {"a/1": info("a/1", title="First")}, {"birds"})
    assert "[First](/lessons/a/1.ipynb) and `x/9`" in text
    assert "[birds](/data/birds.md) and `fish`" in text
    assert "30 minutes" in text
    assert r"- Say \*why\*" in text
    assert "<code>workbench lab --lesson b/2</code>" in text


def executed(*cells: Any) -> Any:
    notebook = nbformat.v4.new_notebook(cells=list(cells))
    notebook.metadata["kernelspec"] = {"name": "workbench", "display_name": "Workbench", "language": "python"}
    return notebook


def test_an_explorer_becomes_pictures_of_what_it_shows(tmp_path: Path) -> None:
    values = {**load("descent").initial, "steps": 10}
    output = nbformat.v4.new_output("display_data", {"application/vnd.jupyter.widget-view+json": {"model_id": "m"}})
    other = nbformat.v4.new_output("stream", text="printed")
    cell = nbformat.v4.new_code_cell('lesson.explore("descent")', outputs=[other, output])
    notebook = executed(nbformat.v4.new_markdown_cell("# One\n\nText."), cell)
    state = {"m": {"state": {"spec": {"name": "descent"}, "values": values}}}
    notebook.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": state}}
    page = lesson_page.make_page(notebook, info("a/1"), lessons={}, data=[], pictures=tmp_path)
    first, code, still = page.cells
    assert first.source.startswith("# One\n\n:::{container} wbk-facts")
    assert first.source.endswith("Text.\n")
    assert [output.output_type for output in code.outputs] == ["stream"]
    caption = load("descent").scene(values).caption
    assert "in 10 steps" in caption
    assert plain(caption) in still.source
    assert "live in the workbench" in still.source
    names = re.findall(r"\(/pictures/([^)]+)\)", still.source)
    kinds = ["light-wide", "light-narrow", "dark-wide", "dark-narrow"]
    assert [name.split("-", 2)[2] for name in names] == [f"{kind}.png" for kind in kinds]
    contents = [(tmp_path / name).read_bytes() for name in names]
    assert all(content.startswith(b"\x89PNG") for content in contents)
    assert len(set(contents)) == 4
    assert "widgets" not in page.metadata
    assert "widgets" in notebook.metadata  # the notebook that was run is left as it is


def test_other_values_are_another_picture(tmp_path: Path) -> None:
    names = {draw_still("descent", {"steps": steps}, tmp_path).name for steps in (5, 9)}
    assert len(names) == 2


def test_a_figure_says_where_it_belongs(tmp_path: Path) -> None:
    figure = nbformat.v4.new_output("display_data", {"image/png": "aGVsbG8="})
    notebook = executed(
        nbformat.v4.new_markdown_cell("# One"),
        nbformat.v4.new_markdown_cell("## A bowl\n\ntext"),
        nbformat.v4.new_code_cell("plt.show()", outputs=[figure]),
    )
    page = lesson_page.make_page(notebook, info("a/1"), lessons={}, data=[], pictures=tmp_path)
    assert "“A bowl”" in page.cells[2].metadata["mystnb"]["image"]["alt"]


def test_a_lesson_without_a_heading_is_refused(tmp_path: Path) -> None:
    notebook = executed(nbformat.v4.new_markdown_cell("no heading"))
    with pytest.raises(WorkbenchError, match="must be text that begins with the title"):
        lesson_page.make_page(notebook, info("a/1"), lessons={}, data=[], pictures=tmp_path)


def test_how_to_write_a_lesson_comes_first(tmp_path: Path) -> None:
    (tmp_path / "CONTRIBUTING.md").write_text(
        "# Contributing\n\n## Set up\n\nmake\n\n## Write a lesson\n\nfirst\n\n### Exercises\n\n`## not a heading`\n"
    )
    text = pages.writing_page(tmp_path)
    assert text is not None
    headings = re.findall(r"^#+ .*", text, flags=re.MULTILINE)
    assert headings == ["# Write a lesson", "## Exercises", "## Set up"]
    assert "`## not a heading`" in text
    assert pages.writing_page(tmp_path / "elsewhere") is None


def test_every_explorer_has_its_question_and_a_picture(tmp_path: Path) -> None:
    """All are listed; the pictures of two tracks are drawn here, those of each with its lesson."""
    book = building.contents()
    listed = [card for section in book.explorers for card in section.cards]
    assert sorted(card.name for card in listed) == sorted(names())
    shown_by = [card.lesson.id for card in listed if card.lesson is not None]
    assert shown_by == sorted(shown_by)  # tracks, and within each its lessons, in their order
    sections = [section for section in book.explorers if section.track in ("02_math", "09_mlops")]
    cards = [card for section in sections for card in section.cards]
    some = {lesson.id: lesson for lesson in book.lessons if lesson.track == "02_math"}
    text = pages.explorers_page(sections, some, tmp_path)
    assert len(list(tmp_path.glob("*-light-wide.png"))) == len(cards) >= len(sections) == 2
    assert all(f"### {plain(card.summary.question)}" in text for card in cards)
    shown = [each for each in find_dashboards() if each.track in ("02_math", "09_mlops")]
    assert all(f"**{plain(each.title)}** {plain(each.summary)}" in text for each in shown)
    linked = re.findall(r"From the lesson .*\((.*)\)", text)
    shown_in = [card.lesson.id for card in cards if card.lesson is not None and card.lesson.id in some]
    assert linked == [f"/lessons/{lesson}.ipynb" for lesson in shown_in]
    assert set(shown_in) == set(some)  # each of these lessons has one


def test_every_data_set_has_a_card() -> None:
    book = building.contents()
    for name in book.data:
        text = pages.data_page(name)
        assert text.startswith("# ")
        assert "licence" in text
        assert f'load_dataset("{name}")' in text


def test_some_lessons_bring_their_data_and_explorers_only() -> None:
    book = building.contents(["02_math/*"])
    assert {lesson.track for lesson in book.lessons} == {"02_math"}
    assert set(book.data) == {name for lesson in book.lessons for name in lesson.datasets}
    assert [section.track for section in book.explorers] == ["02_math"]
    assert set(building.contents().data) > set(book.data)


def looked_up(make_content: Callable[..., Any]) -> Glossary:
    """Two lessons, terms with signs that mean something elsewhere, and systems."""
    content = make_content()
    content.exercise_lesson(FIRST, title="Numbers", teaches={"step : *size*": "How far `it` goes, in $ or [€](x)."})
    content.exercise_lesson(
        SECOND, title="Trees", teaches={"STEP : *size*": "How far `it` goes.", "C++": "A way to go."}
    )
    (content.root / "lessons" / "systems.toml").write_text(
        f'["C"]\nmode = "real"\nlessons = ["{FIRST}", "03_gamma/02_later"]\nnote = "small"\n'
        f'["C++"]\nmode = "compared"\nlessons = ["{SECOND}"]\n["Ada"]\nmode = "real"\nlessons = ["02_beta/09_later"]\n'
    )
    return make_glossary(load_curriculum())


def test_the_glossary_links_each_term_to_its_lessons(make_content: Callable[..., Any]) -> None:
    text = lookup.glossary_page(looked_up(make_content), [SECOND])
    assert text is not None
    assert "[C](#c) [S](#s)" in text
    assert f"A way to go\\. — [Trees](/lessons/{SECOND}.ipynb)" in text
    assert f"— Numbers, [Trees](/lessons/{SECOND}.ipynb)" in text  # of the other the book has no page
    assert lookup.glossary_page(looked_up(make_content), []) is None


def test_systems_say_where_they_are_taught(make_content: Callable[..., Any]) -> None:
    glossary = looked_up(make_content)
    text = lookup.systems_page(glossary, [FIRST, SECOND], every=True)
    assert text is not None
    assert [line for line in text.splitlines() if line.startswith(("## ", "- "))] == [
        "## Alpha",
        f"- [**C**]{{#system-c}}: used in [Numbers](/lessons/{FIRST}.ipynb) and `03_gamma/02_later` (to come); small",
        "## Beta",
        f"- [**C\\+\\+**]{{#system-c-1}}: compared in [Trees](/lessons/{SECOND}.ipynb)",
        "- [**Ada**]{#system-ada}: used in `02_beta/09_later` (to come)",
    ]
    some = lookup.systems_page(glossary, [SECOND], every=False)
    assert some is not None
    assert "Ada" not in some
    assert lookup.systems_page(glossary, [], every=False) is None


# -- the build ---------------------------------------------------------------------------------------------------------

PLAIN = "# %% [markdown]\n# # {title}\n#\n# Some text, and $x^2$.{more}\n\n# %%\nprint('printed')\n"


class Book:
    """Two small lessons, and the command that makes a book of them."""

    def __init__(self, content: Any, out: Path) -> None:
        self.content, self.out = content, out
        self.write(FIRST, "Numbers")
        self.write(SECOND, "Trees", requires=[FIRST])

    def write(self, lesson: str, title: str, more: str = "", **front: Any) -> None:
        code = PLAIN.format(title=title, more=more)
        # The parameters stand after the title, as in all lessons.
        code = code.replace("\n\n# %%\n", '\n\n# %% tags=["parameters"]\nseed = 0\n\n# %%\n', 1)
        self.content.lesson(lesson, code, title=title, **front)

    def make(self, *arguments: str) -> Result:
        return CliRunner().invoke(app, ["book", "-o", str(self.out), *arguments])

    def page(self, name: str = f"lessons/{FIRST}") -> str:
        return (self.out / f"{name}.html").read_text(encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        return {str(p.relative_to(self.out)): p.read_bytes() for p in self.out.rglob("*") if p.is_file()}


@pytest.fixture
def book(make_content: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Book:
    monkeypatch.setenv("WORKBENCH_WORKSPACE", str(tmp_path / "workspace"))
    return Book(make_content(), tmp_path / "site" / "book")


def beside(book: Book) -> list[str]:
    """What a build has left next to the book."""
    return [path.name for path in book.out.parent.iterdir() if path != book.out] if book.out.parent.exists() else []


def test_the_whole_way(book: Book) -> None:
    """Built, left alone when nothing has changed, mended when damaged, and only what changed runs again."""
    result = book.make()
    assert result.exit_code == 0, result.output
    assert "2 minutes" not in result.output
    assert "printed" in book.page()
    assert "<math" in book.page()
    assert "Numbers" in book.page("index")
    assert f"workbench lab --lesson {SECOND}" in book.page(f"lessons/{SECOND}")
    assert '<svg class="wbk-graph"' in book.page("index")
    assert beside(book) == []
    assert not (book.out / "glossary.html").exists()  # no lesson has a term

    again = book.make()
    assert again.exit_code == 0
    assert "Nothing has changed" in again.output

    (book.out / "index.html").unlink()
    mended = book.make()
    assert mended.output.count("unchanged") == 2
    assert "Numbers" in book.page("index")

    book.write(SECOND, "Bushes", requires=[FIRST])
    changed = book.make()
    assert f"= {FIRST}  unchanged" in changed.output
    assert f"✓ {SECOND}  passed" in changed.output
    assert "Bushes" in book.page("index")
    assert "Trees" not in book.page("index")


def test_terms_and_systems_have_addresses(book: Book, make_content: Callable[..., Any]) -> None:
    """Whatever signs are in them; and a book is made anew when only the register has changed."""
    looked_up(make_content)
    book.write(FIRST, "Numbers", teaches={"step : *size*": "How far `it` goes, in $ or [€](x)."})
    book.write(SECOND, "Trees", teaches={"C++": "A way to go.", "β": "A share that is kept."})
    result = book.make()
    assert result.exit_code == 0, result.output
    page = book.page("glossary")
    assert re.findall(r'<dt id="([^"]+)">([^<]+)', page) == [
        ("term-C", "C++"),
        ("term-step-size", "step : *size*"),
        ("term-0", "β"),
    ]
    assert "How far `it` goes, in $ or [€](x). — <a" in page
    assert 'href="#digits-and-signs"' in page
    assert 'id="digits-and-signs"' in page
    assert re.findall(r'<span id="(system-[^"]+)"', book.page("systems")) == ["system-c", "system-c-1", "system-ada"]
    assert 'href="systems.html"' in book.page("index")
    register = book.content.root / "lessons" / "systems.toml"
    register.write_text(register.read_text().replace("Ada", "Eiffel"))
    assert book.make().exit_code == 0
    assert "Eiffel" in book.page("systems")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("\n#\n# [away](/nowhere.md)", "nowhere"),
        ("\n#\n# ![gone](gone.png)", "gone.png"),
        (r" And $\nosuchcommand$.", "nosuchcommand"),
    ],
)
def test_a_fault_leaves_the_book_that_was_there(book: Book, more: str, told: str) -> None:
    assert book.make(FIRST).exit_code == 0
    before = book.files()
    book.write(FIRST, "Numbers", more)
    result = book.make(FIRST)
    assert isinstance(result.exception, WorkbenchError)
    assert told in str(result.exception)
    assert f"lessons/{FIRST}.ipynb" in str(result.exception)
    assert book.files() == before
    assert beside(book) == []


def test_a_lesson_that_fails_leaves_the_book_that_was_there(book: Book) -> None:
    assert book.make(FIRST).exit_code == 0
    before = book.files()
    book.content.lesson(FIRST, "# %% [markdown]\n# # One\n\n# %%\n1 / 0\n", title="Numbers")
    result = book.make(FIRST)
    assert isinstance(result.exception, WorkbenchError)
    assert f"these lessons fail: {FIRST}" in str(result.exception)
    assert "ZeroDivisionError" in result.output
    assert book.files() == before


def test_an_interrupt_leaves_nothing_that_looks_whole(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """While pages are written, with and without a book from before."""
    made = building.make_site

    def interrupted(site: Any) -> None:
        made(site)
        assert (site.out / "index.html").is_file()
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "make_site", interrupted)
    assert book.make(FIRST).exit_code == 130
    assert not book.out.exists()
    assert beside(book) == []
    monkeypatch.setattr(building, "make_site", made)
    assert book.make(FIRST).exit_code == 0
    before = book.files()
    book.write(FIRST, "Figures")
    monkeypatch.setattr(building, "make_site", interrupted)
    assert book.make(FIRST).exit_code == 130
    assert book.files() == before
    assert beside(book) == []


def test_an_interrupt_between_the_two_renames_brings_the_old_one_back(tmp_path: Path) -> None:
    out, made, before = tmp_path / "book", tmp_path / "made", tmp_path / "before"
    out.mkdir()
    (out / "old.html").touch()
    with pytest.raises(FileNotFoundError):
        building._replace(out, made, before)  # there is nothing to put in place
    assert [path.name for path in out.iterdir()] == ["old.html"]


def test_a_folder_with_other_things_is_never_replaced(book: Book) -> None:
    book.out.mkdir(parents=True)
    (book.out / "thesis.tex").write_text("years of work")
    result = book.make()
    assert isinstance(result.exception, WorkbenchError)
    assert "holds other files" in str(result.exception)
    assert (book.out / "thesis.tex").read_text() == "years of work"
    book.out = book.out / "thesis.tex"
    assert "is a file" in str(book.make().exception)


def test_an_unknown_lesson_is_told_before_anything_runs(book: Book) -> None:
    result = book.make("01_alpha/01_on")
    assert "Did you mean '01_alpha/01_one'?" in str(result.exception)
    assert not book.out.exists()


def test_a_book_is_told_from_another_by_all_it_was_made_of(book: Book) -> None:
    def digest(*patterns: str) -> str:
        made = building.contents(patterns)
        return building.digest(made, building.plan_runs(patterns, jobs=1))

    first = digest()
    assert digest(FIRST) != first == digest()
    dataset = book.content.dataset("birds", table_csv="a\n1\n")
    (dataset / "README.md").write_text("# Birds\n\n## Files\n")
    second = digest()
    assert second != first
    (dataset / "README.md").write_text("# Birds, corrected\n\n## Files\n")
    assert digest() not in (first, second)


def test_a_data_set_without_a_card_is_named(book: Book) -> None:
    book.content.dataset("birds", table_csv="a\n1\n")
    assert "README.md is missing" in str(book.make().exception)


def test_what_is_missing_is_said_before_anything_runs(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "NEEDED", (*site.NEEDED, "no-such-package-of-ours"))
    result = book.make()
    assert "no-such-package-of-ours is not installed" in str(result.exception)
    assert "[book]" in str(result.exception)
    assert not book.out.exists()


def test_the_mark_says_what_the_book_is_of(book: Book) -> None:
    assert book.make(FIRST).exit_code == 0
    told = json.loads((book.out / building.MARK).read_text())
    assert building.is_current(book.out, told["digest"])
    assert not building.is_current(book.out, "another")
    assert f"lessons/{SECOND}.html" not in book.files()


def test_the_book_of_the_project_has_every_lesson() -> None:
    book = building.contents()
    assert [lesson.id for lesson in book.lessons] == [lesson.id for lesson in load_curriculum()]
    assert [page for page, _ in book.more] == ["explorers", "data/index", "glossary", "systems", "writing"]
